package io.tributary.cdc.apply.convert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceKeyTest {
  private static final TableName TABLE = new TableName("main", "t");

  @Test
  void isReadAsItWasWrittenWhateverBlanksTheTargetPutsIn() {
    SourceKey plain = new SourceKey(TABLE, "[\"1\",\"x\"]", 0);
    SourceKey shared = new SourceKey(TABLE, "[null,\"x\"]", 77);

    assertThat(SourceKey.read(TABLE, "[\"1\", \"x\"]")).isEqualTo(plain);
    assertThat(shared.json()).isEqualTo("[null,\"x\",77]");
    assertThat(SourceKey.read(TABLE, "[null, \"x\", 77]")).isEqualTo(shared);
    assertThat(shared.shared().row()).isZero();
  }

  @Test
  void isThePlainValueInTheMapOfKeysWhereThereIsOne() {
    assertThat(new SourceKey(TABLE, "[\"a\\\"b\"]", 0).text()).isEqualTo("a\"b");
    assertThat(new SourceKey(TABLE, "[\"a\",\"b\"]", 0).text()).isEqualTo("[\"a\",\"b\"]");
  }

  @Test
  void rowsKeepTheirStorageClassesAsJson() {
    RowImage row =
        new RowImage(
            List.of("a", "b"), java.util.Arrays.asList("\\x00", null), Map.of("a", "text-nul"));

    assertThat(SourceRowJson.read(SourceRowJson.write(row))).isEqualTo(row);
  }
}
