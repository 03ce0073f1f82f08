package io.zkml.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Keccak256Test {

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void hash_empty_isEthereumsEmptyHash() {
    assertThat(hex(Keccak256.hash(new byte[0])))
        .isEqualTo("c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }

  @Test
  void hash_transferSignature_isEthereumsTopic() {
    byte[] text = "Transfer(address,address,uint256)".getBytes(StandardCharsets.US_ASCII);
    assertThat(hex(Keccak256.hash(text)))
        .isEqualTo("ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef");
  }

  @Test
  void update_pieces_sameAsWhole() {
    byte[] data = new byte[300];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (7 * i);
    }
    Keccak256 keccak = new Keccak256().update(data[0]).update(data, 1, 200);
    for (int i = 201; i < data.length; i++) {
      keccak.update(data[i]);
    }
    assertThat(keccak.digest()).isEqualTo(Keccak256.hash(data));
    assertThat(keccak.updateLong(0x0102_0304_0506_0708L).digest())
        .isEqualTo(Keccak256.hash(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
  }
}
