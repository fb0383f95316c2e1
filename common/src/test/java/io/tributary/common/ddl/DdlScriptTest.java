package io.tributary.common.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A file becomes statements for one schema as psql would send them. */
class DdlScriptTest {

  @Test
  void cutsAtSemicolonsOutsideOfQuotesCommentsParenthesesAndBodies() {
    // given
    String file =
        """
        -- a; comment
        CREATE TABLE "a;b" (x text DEFAULT 'one; ''two''', y text DEFAULT E'it\\'s; ok');
        /* nested /* ; */ ; */
        CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END; $body$;
        CREATE FUNCTION g(n int) RETURNS int
          BEGIN ATOMIC SELECT CASE WHEN n > 0 THEN 1 ELSE 2 END; SELECT 3; END;
        CREATE RULE r AS ON INSERT TO "a;b" DO (SELECT 1; SELECT 2);
        COMMENT ON TABLE "a;b" IS 'no end'
        """;

    // when
    DdlScript script = DdlScript.of(file, "app");

    // then
    assertThat(script.problems()).isEmpty();
    assertThat(script.statements()).extracting(DdlStatement::line).containsExactly(2, 4, 5, 7, 8);
    assertThat(sql(script).get(2)).endsWith("SELECT 3; END");
    assertThat(sql(script).get(3)).endsWith("DO (SELECT 1; SELECT 2)");
  }

  @Test
  void movesTheObjectsOfADumpIntoTheTargetSchema() {
    // given
    String dump =
        """
        \\restrict q3Kd
        SET statement_timeout = 0;
        SELECT pg_catalog.set_config('search_path', '', false);
        CREATE SCHEMA public;
        ALTER SCHEMA public OWNER TO pg_database_owner;
        COMMENT ON SCHEMA public IS 'standard public schema';
        CREATE TYPE public.mood AS ENUM ('public.mood');
        CREATE TABLE public.item (
            id bigint NOT NULL,
            mood public.mood DEFAULT 'good'::public.mood,
            embedding public.vector(3),
            note text DEFAULT 'public.note'
        );
        ALTER TABLE public.item OWNER TO somebody;
        CREATE SEQUENCE public.item_id_seq START WITH 1;
        ALTER TABLE ONLY public.item ALTER COLUMN id SET DEFAULT nextval('public.item_id_seq'::regclass);
        CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql
            SET search_path TO 'public', 'pg_temp'
            AS $$ BEGIN UPDATE public.item SET note = 'public.x' WHERE public.item.id = 1; RETURN NEW; END $$;
        CREATE VIEW public.short AS SELECT item.id FROM public.item;
        CREATE INDEX near ON public.item USING hnsw (embedding public.vector_cosine_ops);
        GRANT ALL ON SCHEMA public TO PUBLIC;
        GRANT SELECT ON TABLE public.item TO reader;
        ALTER DEFAULT PRIVILEGES FOR ROLE x IN SCHEMA public GRANT ALL ON TABLES TO y;
        CREATE PUBLICATION p FOR ALL TABLES;
        \\unrestrict q3Kd
        """;

    // when
    DdlScript script = DdlScript.of(dump, "App");

    // then
    assertThat(script.problems()).isEmpty();
    assertThat(sql(script))
        .containsExactly(
            "CREATE TYPE \"App\".mood AS ENUM ('public.mood')",
            """
            CREATE TABLE "App".item (
                id bigint NOT NULL,
                mood "App".mood DEFAULT 'good'::"App".mood,
                embedding vector(3),
                note text DEFAULT 'public.note'
            )""",
            "CREATE SEQUENCE \"App\".item_id_seq START WITH 1",
            "ALTER TABLE ONLY \"App\".item ALTER COLUMN id SET DEFAULT"
                + " nextval('\"App\".item_id_seq'::regclass)",
            """
            CREATE FUNCTION "App".touch() RETURNS trigger LANGUAGE plpgsql
                SET search_path TO "App", 'pg_temp'
                AS $$ BEGIN UPDATE "App".item SET note = 'public.x' WHERE "App".item.id = 1; RETURN NEW; END $$""",
            "CREATE VIEW \"App\".short AS SELECT item.id FROM \"App\".item",
            "CREATE INDEX near ON \"App\".item USING hnsw (embedding vector_cosine_ops)",
            "GRANT SELECT ON TABLE \"App\".item TO reader");
    assertThat(script.statements().get(1).line()).isEqualTo(8);
    assertThat(script.passedOver())
        .extracting(DdlProblem::line)
        .containsExactly(2, 3, 4, 5, 6, 14, 22, 24, 25);
  }

  @Test
  void namesTheLineOfWhatItDoesNotTake() {
    // given
    String file =
        """
        CREATE TABLE a (id int);
        COPY a (id) FROM stdin;
        1
        it's; not SQL
        \\.
        BEGIN;
        CREATE ROLE other;
        \\connect elsewhere
        CREATE TABLE b (id int);
        """;

    // when
    DdlScript script = DdlScript.of(file, "app");

    // then
    assertThat(script.problems())
        .extracting(DdlProblem::display)
        .satisfiesExactlyInAnyOrder(
            p -> assertThat(p).startsWith("line 2: COPY brings rows"),
            p -> assertThat(p).startsWith("line 6: BEGIN begins or ends a transaction"),
            p -> assertThat(p).startsWith("line 7: CREATE ROLE"),
            p -> assertThat(p).startsWith("line 8: \\connect"));
    assertThat(sql(script)).last().isEqualTo("CREATE TABLE b (id int)");
  }

  @Test
  void refusesTwoSchemasAndWhatHasNoEnd() {
    assertThat(
            DdlScript.of("CREATE TABLE a.x (i int); CREATE TABLE b.x (i int);", "app").problems())
        .extracting(DdlProblem::display)
        .singleElement()
        .asString()
        .contains("schemas a, b");
    assertThat(DdlScript.of("CREATE TABLE x (\n  t text DEFAULT 'open);\n", "app").problems())
        .extracting(DdlProblem::display)
        .containsExactly("line 2: a string begins here and does not end");
    assertThat(DdlScript.of("SELECT 1;\n/* open", "app").problems())
        .extracting(DdlProblem::display)
        .containsExactly("line 2: a comment begins here and does not end");
  }

  private static List<String> sql(DdlScript script) {
    return script.statements().stream().map(DdlStatement::sql).toList();
  }
}
