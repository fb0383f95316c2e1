package io.tributary.cdc.source.postgresql.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.fixture.PostgresFixture;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner of the application's database who would have our superuser run what is his. */
class LookAlikesIT {
  private FencedSource database;
  private FenceService fences;
  private MovingSource moving;

  @BeforeEach
  void create() throws Exception {
    database =
        new FencedSource(
            PostgresFixture.source(),
            "look_alikes",
            "DROP ROLE IF EXISTS look_alike",
            "CREATE ROLE look_alike LOGIN PASSWORD 'l'",
            "CREATE SCHEMA app",
            "CREATE TABLE app.item (id int PRIMARY KEY)",
            "GRANT ALL ON SCHEMA public TO look_alike",
            "GRANT CREATE ON DATABASE look_alikes TO look_alike",
            // A sequence goes on whatever becomes of the transaction.
            "CREATE SEQUENCE public.caught MINVALUE 0 START 0",
            "GRANT ALL ON SEQUENCE public.caught TO PUBLIC");
    fences = database.service();
    Migration migration = database.migration(OpenTransactions.ABORT_CUTOVER, 100);
    moving = new MovingSource(migration, migration.source("legacy"));
  }

  @Test
  void areNotCalledInPlaceOfPostgresqlsOwn() throws Exception {
    // given
    database.execute(
        "CREATE FUNCTION public.hashtextextended(text, integer) RETURNS bigint LANGUAGE sql AS"
            + " 'SELECT nextval(''public.caught'')'",
        "CREATE FUNCTION public.pg_logical_emit_message(boolean, varchar, varchar) RETURNS pg_lsn"
            + " LANGUAGE sql AS 'SELECT (''0/'' || nextval(''public.caught''))::pg_lsn'",
        "CREATE FUNCTION public.split_part(text, text, smallint) RETURNS text"
            + " LANGUAGE sql AS 'SELECT nextval(''public.caught'')::text'",
        "CREATE FUNCTION public.unnest(text[]) RETURNS SETOF text"
            + " LANGUAGE sql AS 'SELECT nextval(''public.caught'')::text'");
    for (String types : List.of("text, varchar", "name, text", "varchar, text", "oid, bigint")) {
      String[] sides = types.split(", ");
      database.execute(
          "CREATE FUNCTION public.caught(%s) RETURNS boolean LANGUAGE sql AS 'SELECT nextval(''public.caught'') IS NULL'"
              .formatted(types),
          "CREATE OPERATOR public.= (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.caught)"
              .formatted(sides[0], sides[1]),
          "CREATE OPERATOR public.<> (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.caught)"
              .formatted(sides[0], sides[1]));
    }
    for (String catalog : List.of("pg_class", "pg_trigger", "pg_roles", "pg_namespace")) {
      database.execute(
          "CREATE VIEW public.%s AS SELECT nextval('public.caught') AS oid".formatted(catalog));
    }

    // when
    fences.raise(moving, "cut-1", FencedSource.inSeconds(5), locked -> {});
    fences.standing(moving);
    fences.lift(new FenceLift(moving, "cut-1", () -> false));

    // then
    assertThat(database.value("SELECT is_called FROM public.caught")).isEqualTo("f");
  }

  @Test
  void namesThatAreStatementsAreNamesOfFencedTables() throws Exception {
    // given
    List<String> names =
        List.of(
            "\"x\"\"; DROP SCHEMA app CASCADE; --\"",
            "\"x'); DROP SCHEMA app CASCADE; --\"",
            "\"x\n$body$; DROP SCHEMA app CASCADE; --\"",
            "\"%1$s %s {0} ${env:HOME} \\n\"");
    for (String name : names) {
      database.execute("CREATE TABLE app.%s (id int PRIMARY KEY)".formatted(name));
    }

    // when
    fences.raise(moving, "cut-1", FencedSource.inSeconds(5), locked -> {});

    // then
    for (String name : names) {
      assertThatThrownBy(() -> database.execute("INSERT INTO app.%s VALUES (1)".formatted(name)))
          .as(name)
          .hasMessageContaining("moved");
    }
    fences.lift(new FenceLift(moving, "cut-1", () -> false));
    for (String name : names) {
      database.execute("INSERT INTO app.%s VALUES (1)".formatted(name));
    }
    assertThat(database.value("SELECT count(*) FROM app.item")).isEqualTo("0");
  }

  @Test
  void areRefusedWhereTheFenceKeepsItsToken() throws Exception {
    // given
    try (java.sql.Connection connection = database.connect("look_alike", "l");
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE SCHEMA tributary_fence;
          CREATE TABLE tributary_fence.token (
            owner text PRIMARY KEY, migration text NOT NULL, source text NOT NULL,
            token text NOT NULL, fenced_at timestamptz NOT NULL,
            sessions_ended int NOT NULL, position bigint);
          CREATE FUNCTION tributary_fence.catch() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN PERFORM nextval(''public.caught''); RETURN new; END';
          CREATE TRIGGER catch BEFORE INSERT ON tributary_fence.token
            FOR EACH ROW EXECUTE FUNCTION tributary_fence.catch()""");
    }

    // when, then
    assertRefused(() -> fences.standing(moving));
    assertRefused(() -> fences.raise(moving, "cut-1", FencedSource.inSeconds(5), locked -> {}));
    assertRefused(() -> fences.lift(new FenceLift(moving, "cut-1", () -> false)));
    assertThat(database.value("SELECT is_called FROM public.caught")).isEqualTo("f");
  }

  private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> assertThat(e.report().code()).isEqualTo("TRB-FENCE-SCHEMA-FOREIGN"))
        .hasMessageContaining("look_alike");
  }
}
