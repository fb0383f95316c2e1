package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The list of the rows that a file does not take, and of what somebody has written into its closed
 * target, as dead letters of its way back at the target, where the API finds them. The file says
 * which there are, and the list follows: it may be behind for as long as a run needs to begin anew.
 *
 * @param stream the way back
 */
record ListedLetters(StreamId stream) {
  /** The member of a letter's change that numbers what somebody has made. */
  static final String FOREIGN = "foreign";

  private static final String LISTED =
      """
      SELECT id::text, change ->> 'schema', change ->> 'table', row_key, change ->> 'foreign',
             cause ->> 'message'
      FROM tributary.dead_letter WHERE migration = $1 AND source = $2\
      """;

  /** By the index over digests of keys, which may be longer than an index takes. */
  private static final String LISTED_OF =
      """
      SELECT d.id::text, d.change ->> 'schema', d.change ->> 'table', d.row_key,
             d.change ->> 'foreign', d.cause ->> 'message'
      FROM unnest($3::text[], $4::text[]) AS u(t, k)
      JOIN tributary.dead_letter d
        ON d.migration = $1 AND d.source = $2 AND d.table_name = u.t
       AND md5(d.row_key) = md5(u.k) AND d.row_key = u.k\
      """;

  private static final String ADD =
      """
      INSERT INTO tributary.dead_letter
        (migration, source, topic_offset, position, table_name, row_key, change, cause, at)
      SELECT $1, $2, u.o::bigint, u.p::bigint, u.t, u.k, u.c::jsonb, u.r::jsonb, now()
      FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
        AS u(o, p, t, k, c, r)\
      """;
  private static final String REMOVE =
      """
      DELETE FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND id = ANY($3::text[]::bigint[])\
      """;
  private static final String NAMED =
      """
      SELECT change ->> 'schema', change ->> 'table', row_key, change ->> 'foreign'
      FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND id = ANY($3::text[]::bigint[])\
      """;
  private static final String BLAME =
      """
      UPDATE tributary.dead_letter d SET cause = u.r::jsonb
      FROM unnest($3::text[], $4::text[]) AS u(i, r)
      WHERE d.migration = $1 AND d.source = $2 AND d.id = u.i::bigint\
      """;

  /**
   * What a letter is about: a row of the target, or one change that somebody made of it.
   *
   * @param key the values of the row's key
   * @param foreign the number of the change; null where it is the row
   */
  record Subject(TableName table, List<String> key, @Nullable String foreign) {}

  /** Where letters are looked for: a table of the file, and a key as JSON. */
  private record Place(String file, String key) {}

  /** What is listed of a row. */
  private record Listed(String id, String message) {}

  /** Lists exactly these. One that is there already keeps its number. */
  void follow(TargetCalls target, Collection<FileLetter> waiting) {
    follow(target, waiting, listed(call(target, LISTED)));
  }

  /** Lists what became of some, and leaves all others as they are. */
  void change(TargetCalls target, Collection<LetterChange> changes) {
    Set<Place> places = new LinkedHashSet<>();
    Map<Subject, LetterChange> latest = new LinkedHashMap<>();
    for (LetterChange change : changes) {
      places.add(new Place(change.file(), Json.text(change.about().key())));
      latest.put(change.about(), change);
    }
    Map<Subject, Listed> listed =
        listed(call(target, LISTED_OF, texts(places, Place::file), texts(places, Place::key)));
    listed.keySet().retainAll(latest.keySet());
    follow(target, latest.values().stream().flatMap(c -> c.now().stream()).toList(), listed);
  }

  private void follow(
      TargetCalls target, Collection<FileLetter> waiting, Map<Subject, Listed> gone) {
    List<FileLetter> added = new ArrayList<>();
    Map<String, String> blamed = new LinkedHashMap<>();
    for (FileLetter letter : waiting) {
      Listed known = gone.remove(letter.about());
      if (known == null) {
        added.add(letter);
      } else if (!known.message().equals(letter.cause().message())) {
        blamed.put(known.id(), Json.text(letter.cause()));
      }
    }
    if (!gone.isEmpty()) {
      call(target, REMOVE, (Object) texts(gone.values(), Listed::id));
    }
    if (!blamed.isEmpty()) {
      call(target, BLAME, texts(blamed.keySet(), id -> id), texts(blamed.values(), c -> c));
    }
    if (!added.isEmpty()) {
      call(
          target,
          ADD,
          texts(added, letter -> String.valueOf(letter.offset())),
          texts(added, letter -> String.valueOf(letter.position())),
          texts(added, FileLetter::file),
          texts(added, letter -> Json.text(letter.about().key())),
          texts(added, FileLetter::change),
          texts(added, letter -> Json.text(letter.cause())));
    }
  }

  private static Map<Subject, Listed> listed(List<List<String>> rows) {
    Map<Subject, Listed> found = new LinkedHashMap<>();
    rows.forEach(
        row ->
            found.put(
                subject(row.subList(1, 5)), new Listed(row.get(0), String.valueOf(row.get(5)))));
    return found;
  }

  /** What is listed under these numbers; what is listed no longer is left out. */
  List<Subject> named(TargetCalls target, Set<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : call(target, NAMED, (Object) texts(ids, String::valueOf)).stream()
            .map(ListedLetters::subject)
            .toList();
  }

  private static Subject subject(List<String> row) {
    String[] key = Json.read(row.get(2).getBytes(StandardCharsets.UTF_8), String[].class);
    return new Subject(new TableName(row.get(0), row.get(1)), List.of(key), row.get(3));
  }

  private List<List<String>> call(TargetCalls target, String sql, Object... more) {
    List<Object> parameters = new ArrayList<>(List.of(stream.migration(), stream.source()));
    parameters.addAll(List.of(more));
    return target.call(sql, parameters.toArray());
  }

  private static <T> String[] texts(Collection<T> of, Function<T, String> text) {
    return of.stream().map(text).toArray(String[]::new);
  }
}
