package io.tributary.common.plan.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DisplayedTableTest {
  private static final Source SOURCE =
      PostgresSource.of(
          "app",
          new DatabaseAddress("host", 5432, "app", "me", null, TlsMode.DISABLE),
          List.of(mapping("a"), mapping("a.b")));

  @Test
  void findsTheSchemaWhateverDotsAreInTheNames() {
    assertThat(SOURCE.tableDisplayed("a.b.c.d")).contains(new TableName("a.b", "c.d"));
    assertThat(SOURCE.tableDisplayed("a.x")).contains(new TableName("a", "x"));
  }

  @Test
  void findsNothingOfASchemaThatDoesNotMove() {
    assertThat(SOURCE.tableDisplayed("ab.c")).isEmpty();
    assertThat(SOURCE.tableDisplayed("c")).isEmpty();
  }

  private static SchemaMapping mapping(String from) {
    return new SchemaMapping(from, "to", Map.of(), List.of(), List.of());
  }
}
