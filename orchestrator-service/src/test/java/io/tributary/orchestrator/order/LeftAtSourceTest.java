package io.tributary.orchestrator.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.topic.TopicNames;
import org.junit.jupiter.api.Test;

class LeftAtSourceTest {
  private static final TopicNames TOPICS = new TopicNames("tributary");

  private final Migration plan =
      MigrationFile.parse(
          """
          migration: shop
          target:
            connection: {host: localhost, port: 1, database: t, user: u, password: {env: P}}
            schemas: {orders: {role: orders}, notes: {role: notes}, memory: {role: memory}}
          sources:
            - name: orders
              kind: postgresql
              connection: {host: localhost, port: 2, database: old_orders, user: u, password: {env: P}}
              schemas: [{from: public, to: orders}]
              way-back: replicate
            - name: notes
              kind: sqlite
              file: /srv/notes.db
              schemas: [{from: main, to: notes}]
              way-back: replicate
              zone: UTC
            - name: memory
              kind: chroma
              directory: /srv/chroma
              schemas: [{from: default_database, to: memory}]
              way-back: replicate
          """);

  @Test
  void namesWhatKeepsTheLogOfAServerThatComesBack() {
    assertThat(LeftAtSource.of(plan, "orders", TOPICS))
        .containsExactly(
            "replication slot tributary_shop_orders_06af34237a, which keeps WAL until it is dropped",
            "publication tributary_shop_orders_06af34237a of database old_orders",
            "replica identities that were set for the tables that move of database old_orders",
            "the fence, if it stands: schema tributary_fence of database old_orders",
            "schema tributary of database old_orders, which the way back keeps");
  }

  @Test
  void namesTheSchemaOfAWayBackThatHasALimit() {
    // given
    Migration limited =
        MigrationFile.parse(
            """
            migration: shop
            target:
              connection: {host: localhost, port: 1, database: t, user: u, password: {env: P}}
              schemas: {orders: {role: orders}}
            sources:
              - name: orders
                kind: postgresql
                connection: {host: localhost, port: 2, database: old_orders, user: u, password: {env: P}}
                schemas: [{from: public, to: orders}]
                way-back: {max-wal: 2GB}
            """);

    // then
    assertThat(LeftAtSource.of(limited, "orders", TOPICS))
        .contains("schema tributary of database old_orders, which the way back keeps");
  }

  @Test
  void namesTheFileThatStillHasTriggers() {
    assertThat(LeftAtSource.of(plan, "notes", TOPICS))
        .containsExactly(
            "tables and triggers of the capture, named _tributary_*, in /srv/notes.db",
            "the fence, if it stands: triggers named _tributary_fence_* in /srv/notes.db");
    assertThat(LeftAtSource.of(plan, "memory", TOPICS))
        .allMatch(each -> each.endsWith(" in /srv/chroma/chroma.sqlite3"));
  }
}
