package io.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.RowValues;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ServerMessageTest {
  @Test
  void repeatsNoValueThatAServerQuotesUnlessToldSo() {
    SQLException failure =
        new SQLException("ERROR: invalid input syntax for type integer: \"se\"cret\"", "22P02");
    assertThat(ServerMessage.of(failure))
        .isEqualTo("ERROR: invalid input syntax for type integer: …");
    System.setProperty(RowValues.SETTING, "true");
    try {
      assertThat(ServerMessage.of(failure)).contains("se\"cret");
    } finally {
      System.clearProperty(RowValues.SETTING);
    }
  }
}
