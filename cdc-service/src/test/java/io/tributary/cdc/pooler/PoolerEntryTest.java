package io.tributary.cdc.pooler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolerEntryTest {
  private static final DatabaseAddress TARGET =
      new DatabaseAddress("db.internal", 5433, "unified db", "admin", null, TlsMode.PREFER);

  @Test
  void readsWhatThePoolerReads() {
    PoolerEntry entry =
        PoolerEntry.of("  \"my-db\" = host=a port = 6000  password='it''s a' user=u").orElseThrow();

    assertThat(entry.database()).isEqualTo("my-db");
    assertThat(entry.parameters())
        .isEqualTo(Map.of("host", "a", "port", "6000", "password", "it's a", "user", "u"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[databases]",
        "; shop = host=a",
        "# shop = host=a",
        "%include x",
        "shop = host=a what"
      })
  void takesNothingElseForAnEntry(String line) {
    assertThat(PoolerEntry.of(line)).isEmpty();
  }

  @Test
  void logsInAtTheTargetAsItsRoleAndKeepsThePool() {
    PoolerEntry entry =
        PoolerEntry.of(
                "shop = host=old dbname=x user=u password=p connect_query='SET a' pool_size=7 pool_mode=transaction")
            .orElseThrow();

    PoolerEntry away = entry.at(TARGET, "shop owner", "a'b");

    assertThat(away.line())
        .isEqualTo(
            "shop = host=db.internal port=5433 dbname='unified db' user='shop owner' password='a''b' pool_size=7 pool_mode=transaction");
    assertThat(PoolerEntry.of(away.line())).contains(away);
    assertThat(away.listed())
        .isEqualTo(new ListedDatabase("shop", "db.internal", "5433", "unified db", "shop owner"));
    assertThat(entry.at(TARGET, "r", null).parameters()).doesNotContainKey("password");
  }

  @Test
  void leadsWhereThePoolerItselfWouldWithoutSaying() {
    assertThat(PoolerEntry.of("shop = user=u").orElseThrow().listed())
        .isEqualTo(new ListedDatabase("shop", "", "5432", "shop", "u"));
  }
}
