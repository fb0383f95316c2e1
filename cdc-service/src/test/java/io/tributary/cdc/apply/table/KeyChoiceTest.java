package io.tributary.cdc.apply.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.apply.table.KeyChoice.UniqueIndex;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyChoiceTest {
  private static final UniqueIndex PRIMARY = new UniqueIndex(true, true, true, List.of("id"));
  private static final UniqueIndex DEFERRABLE = new UniqueIndex(true, false, true, List.of("id"));
  private static final UniqueIndex PARTIAL = new UniqueIndex(false, true, false, List.of());
  private static final UniqueIndex UNIQUE = new UniqueIndex(false, true, true, List.of("code"));

  @Test
  void prefersThePrimaryKey() {
    assertThat(KeyChoice.of(List.of(UNIQUE, PRIMARY)))
        .isEqualTo(new KeyChoice(List.of("id"), true, true));
  }

  @Test
  void takesAUsableUniqueIndexWithoutPrimaryKey() {
    assertThat(KeyChoice.of(List.of(PARTIAL, UNIQUE)))
        .isEqualTo(new KeyChoice(List.of("code"), true, true));
  }

  @Test
  void aDeferrablePrimaryKeyDoesNotTellRowsApart() {
    assertThat(KeyChoice.of(List.of(DEFERRABLE))).isEqualTo(new KeyChoice(List.of(), true, true));
  }

  @Test
  void rowsAreToldApartAsAWholeOtherwise() {
    assertThat(KeyChoice.of(List.of(PARTIAL))).isEqualTo(new KeyChoice(List.of(), true, true));
  }
}
