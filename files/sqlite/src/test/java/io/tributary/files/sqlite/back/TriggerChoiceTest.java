package io.tributary.files.sqlite.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.back.TriggerChoice.Trigger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trigger stays only if it is certain that it keeps nothing but other tables in step. */
class TriggerChoiceTest {
  private static final List<String> MOVED = List.of("Notes", "tags");

  /** What fires in turn. */
  private static final List<Trigger> CHAINS =
      List.of(
          on("harmless", "INSERT INTO seen VALUES (1);"),
          on("loop", "INSERT INTO loop VALUES (1);"),
          on("back", "INSERT INTO harmless VALUES (1); UPDATE notes SET a = 1;"),
          on("strict", "SELECT RAISE(ABORT, 'no');"),
          new Trigger(
              0,
              "v",
              "a_view",
              "CREATE TRIGGER v INSTEAD OF INSERT ON a_view BEGIN INSERT INTO tags VALUES (1); END"));

  private static Trigger on(String table, String body) {
    return new Trigger(
        0,
        "of_" + table,
        table,
        "CREATE TRIGGER of_" + table + " AFTER INSERT ON " + table + " BEGIN " + body + " END");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "INSERT INTO fts(fts, rowid, a) VALUES ('delete', old.id, old.a)# INSERT INTO fts(rowid, a) VALUES (new.id, new.a)#; stays",
        "INSERT OR REPLACE INTO \"log\" SELECT new.id FROM notes#; stays",
        "UPDATE OR IGNORE counts SET n = n + 1#; stays",
        "DELETE FROM [fts] WHERE id IN (SELECT id FROM tags WHERE a = ')# UPDATE tags')#; stays",
        "INSERT INTO log VALUES (CASE WHEN new.a THEN 1 ELSE 2 END)#; stays",
        "INSERT INTO harmless VALUES (1)#; stays",
        "INSERT INTO loop VALUES (1)#; stays",
        "UPDATE back SET a = 1#; stays",
        "UPDATE strict SET a = 1#; stays",
        "INSERT INTO strict VALUES (1)#; lifted",
        "INSERT INTO back VALUES (1)#; lifted",
        "INSERT INTO a_view VALUES (1)#; lifted",
        "UPDATE NOTES SET a = 1#; lifted",
        "INSERT INTO log VALUES (1)# DELETE FROM 'tags'#; lifted",
        "INSERT INTO log SELECT RAISE(IGNORE)#; lifted",
        "SELECT raise(abort, 'no') WHERE new.a < 0#; lifted",
        "SELECT 1#; lifted",
        "INSERT INTO _tributary_log (tbl) VALUES (1)#; lifted",
        "WITH x AS (SELECT 1) DELETE FROM log#; lifted"
      })
  void byWhatTheBodyWrites(String body, String expected) {
    Trigger trigger =
        new Trigger(
            0,
            "it",
            "notes",
            "CREATE TRIGGER \"update of\" BEFORE INSERT ON Notes /* BEGIN DELETE */ WHEN new.a IN ('BEGIN') BEGIN "
                + body.replace('#', ';')
                + " END");
    List<String> lifted =
        new TriggerChoice(Stream.concat(CHAINS.stream(), Stream.of(trigger)).toList(), MOVED)
            .lifted().stream().map(Trigger::name).toList();
    assertThat(lifted.contains("it") ? "lifted" : "stays").isEqualTo(expected);
    assertThat(lifted.stream().filter(name -> !name.equals("it"))).isEmpty();
  }

  @Test
  void oursAreLiftedFromWhatMovesAndOnlyFromThere() {
    String body = " BEGIN INSERT INTO log VALUES (1); END";
    List<Trigger> triggers =
        List.of(
            new Trigger(
                0,
                "_tributary_capture_1_ai",
                "TAGS",
                "CREATE TRIGGER x AFTER INSERT ON tags" + body),
            new Trigger(
                0, "_tributary_capture_2_ai", "o", "CREATE TRIGGER y AFTER INSERT ON o" + body),
            new Trigger(
                0, "z", "o", "CREATE TRIGGER z AFTER INSERT ON o BEGIN UPDATE tags SET a=1; END"));
    assertThat(new TriggerChoice(triggers, MOVED).lifted())
        .extracting(Trigger::name)
        .containsExactly("_tributary_capture_1_ai");
  }
}
