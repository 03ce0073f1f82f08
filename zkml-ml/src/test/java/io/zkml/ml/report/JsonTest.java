package io.zkml.ml.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void of_everyKind_isJson() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a");
    map.put("whole", 12L);
    map.put("real", 0.5);
    map.put("none", Double.NaN);
    map.put("flag", true);
    map.put("list", List.of(1, List.of(), Map.of()));
    assertThat(Json.of(map))
        .isEqualTo(
            "{\"text\":\"a\",\"whole\":12,\"real\":0.5,\"none\":null,\"flag\":true,\"list\":[1,[],{}]}");
  }

  @Test
  void of_hostileText_isEscaped() {
    assertThat(Json.of("\"\\\n\u0001</script>\ud800x\ud83d\ude00é"))
        .isEqualTo("\"\\\"\\\\\\u000a\\u0001\\u003c/script>\\ud800x\ud83d\ude00é\"");
  }
}
