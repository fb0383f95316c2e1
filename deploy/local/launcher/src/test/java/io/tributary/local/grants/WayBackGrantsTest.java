package io.tributary.local.grants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WayBackGrantsTest {
  private static final String FILE =
      """
      migration: m
      target:
        connection: {host: localhost, database: everything, user: mover}
        schemas: {shop: {role: app}}
      sources:
        - name: shop
          kind: postgresql
          connection: {host: localhost, database: shop, user: reader}
          schemas: [{from: public, to: shop}]
          way-back: replicate
      """;

  @Test
  void givesEachRoleWhatItNeedsInTheOtherDirectionToo() throws Exception {
    // when
    String both = PrintedGrants.of(FILE + "cutover: {open-transactions: terminate}\n");
    String out = PrintedGrants.of(FILE.replace("replicate", "none"));

    // then
    assertThat(both)
        .contains(
            "ALTER ROLE \"reader\" REPLICATION",
            "ALTER ROLE \"mover\" REPLICATION",
            "GRANT pg_signal_backend TO \"reader\"",
            "GRANT pg_signal_backend TO \"mover\"",
            "GRANT pg_read_all_stats TO \"mover\"",
            "session_replication_role TO %I', 'reader'",
            "session_replication_role TO %I', 'mover'");
    assertThat(out)
        .contains("ALTER ROLE \"reader\" REPLICATION", "session_replication_role TO %I', 'mover'")
        .doesNotContain("ALTER ROLE \"mover\" REPLICATION")
        .doesNotContain("pg_read_all_stats TO \"mover\"")
        .doesNotContain("pg_signal_backend")
        .doesNotContain("session_replication_role TO %I', 'reader'");
  }
}
