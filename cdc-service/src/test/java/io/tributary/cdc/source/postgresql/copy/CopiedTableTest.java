package io.tributary.cdc.source.postgresql.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.copy.CopySettings;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CopiedTableTest {
  private static final long MB = 1024 * 1024;
  private static final CopySettings SETTINGS =
      TargetEnd.settings(CopySettings.class, Map.of("tributary.copy.workers", "2"));

  @Test
  void cutsOnlyWhatIsLargeAndHasAKeyThatCanBeCut() {
    assertThat(table("id", true, 320 * MB).chunksWanted(SETTINGS)).isEqualTo(10);
    assertThat(table("id", true, MB).chunksWanted(SETTINGS)).isEqualTo(1);
    assertThat(table("id", false, 320 * MB).chunksWanted(SETTINGS)).isEqualTo(1);
    assertThat(table(null, false, 320 * MB).chunksWanted(SETTINGS)).isEqualTo(1);
  }

  static CopiedTable table(String key, boolean sorted, long bytes) {
    return new CopiedTable(
        new TableName("public", "t"),
        List.of(new CopiedTable.Column("id", 23), new CopiedTable.Column("the \"v\"", 25)),
        key,
        key == null ? null : "integer",
        sorted,
        bytes,
        bytes / 8192,
        1000);
  }
}
