package io.zkml.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

  @Test
  void write_everyKindOfValue_isJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "a \"b\" \\ c\n");
    fields.put("whole", 12L);
    fields.put("real", 0.000012345678901);
    fields.put("large", 1.0e9);
    fields.put("truth", true);
    fields.put("none", Optional.empty());
    fields.put("some", Optional.of(0.5));
    fields.put("nan", Double.NaN);

    assertThat(FlatJson.write(fields))
        .isEqualTo(
            "{\"text\": \"a \\\"b\\\" \\\\ c\\u000a\", \"whole\": 12, \"real\": 0.000012345679,"
                + " \"large\": 1000000000, \"truth\": true, \"none\": null, \"some\": 0.5,"
                + " \"nan\": null}");
  }

  @Test
  void read_writtenLine_hasItsValues() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("text", "a \"b\", \\ {c}\n");
    fields.put("number", -1.5);
    fields.put("none", Optional.empty());

    assertThat(FlatJson.read(FlatJson.write(fields)))
        .containsExactly(
            Map.entry("text", "a \"b\", \\ {c}\n"),
            Map.entry("number", "-1.5"),
            Map.entry("none", "null"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "{\"a\": 1", "{\"a\" 1}", "{\"a\": {\"b\": 1}}", "{\"a\": 1} x"})
  void read_otherText_isRefused(String line) {
    assertThatThrownBy(() -> FlatJson.read(line)).isInstanceOf(IllegalArgumentException.class);
  }
}
