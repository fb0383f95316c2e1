package io.tributary.cdc.apply;

import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.apply.commit.RowPathFactory;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.rule.OnInvalid;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A stream of a SQLite file, whose rows are converted on their way. */
abstract class SqliteScenario extends ApplyScenario {
  static final String ITEM =
      "CREATE TABLE item (id INTEGER PRIMARY KEY, n INTEGER, v VARCHAR(5), at DATETIME)";
  static final String DOC = "CREATE TABLE doc (id UUID PRIMARY KEY, v TEXT)";
  static final String UPPER = "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11";
  static final String LOWER = "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11";
  static final String BARE = "a0eebc999c0b4ef8bb6d6bb9bd380a11";

  @BeforeEach
  void source() {
    declare(OnInvalid.QUARANTINE);
    topic.fromSqlite();
    target.table("app.item", "id bigint PRIMARY KEY, n bigint, v varchar(5), at timestamp");
    target.table("app.doc", "id uuid PRIMARY KEY, v text");
  }

  @Override
  RowPathFactory paths(MovingSource moving) {
    return RowPath.ofFile(moving);
  }

  void declare(OnInvalid onInvalid) {
    target.run("DELETE FROM tributary.preparation");
    migration = target.sqliteMigration(stream.migration(), onInvalid, ITEM, DOC);
  }

  ChangeTopic.Tx item(ChangeTopic.Tx tx, String id, String n, String v) {
    return tx.update("item", Cells.row("id", id, "n", n, "v", v, "at", null));
  }

  /** A number that the column's conversion refuses. */
  ChangeTopic.Tx badItem(ChangeTopic.Tx tx, String id) {
    return item(tx.classes("n", "text"), id, "no number", "bad");
  }

  ChangeTopic.Tx noItem(ChangeTopic.Tx tx, String id) {
    return tx.delete("item", Cells.row("id", id, "n", null, "v", null, "at", null));
  }

  ChangeTopic.Tx doc(ChangeTopic.Tx tx, String id, String v) {
    return tx.classes("id", "text").update("doc", Cells.row("id", id, "v", v));
  }

  ChangeTopic.Tx noDoc(ChangeTopic.Tx tx, String id) {
    return tx.classes("id", "text").delete("doc", Cells.row("id", id, "v", null));
  }

  List<String> items() {
    return target.rows("SELECT id, n, v FROM app.item ORDER BY id");
  }

  List<String> quarantine() {
    return target.rows(
        "SELECT source_table, source_key, source_column, reason FROM tributary.quarantine"
            + " ORDER BY source_table, source_key::text");
  }

  long quarantined() {
    return apply.status(stream).progress().quarantined();
  }
}
