package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.cdc.apply.session.TargetCalls;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The list of the rows that a file does not take, as dead letters of its way back at the target,
 * where the API finds them. The file says which there are, and the list follows: it may be behind
 * for as long as a run needs to begin anew.
 *
 * @param stream the way back
 */
record ListedLetters(StreamId stream) {
  private static final String LISTED =
      """
      SELECT id::text, change ->> 'schema', change ->> 'table', row_key, cause ->> 'message'
      FROM tributary.dead_letter WHERE migration = $1 AND source = $2\
      """;
  private static final String ADD =
      """
      INSERT INTO tributary.dead_letter
        (migration, source, topic_offset, position, table_name, row_key, change, cause, at)
      SELECT $1, $2, $3::text::bigint, $4::text::bigint, u.t, u.k, u.c::jsonb, u.r::jsonb, now()
      FROM unnest($5::text[], $6::text[], $7::text[], $8::text[]) AS u(t, k, c, r)\
      """;
  private static final String REMOVE =
      """
      DELETE FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND id::text = ANY($3::text[])\
      """;
  private static final String NAMED =
      """
      SELECT change ->> 'schema', change ->> 'table', row_key FROM tributary.dead_letter
      WHERE migration = $1 AND source = $2 AND id::text = ANY($3::text[])\
      """;
  private static final String BLAME =
      """
      UPDATE tributary.dead_letter d SET cause = u.r::jsonb
      FROM unnest($3::text[], $4::text[]) AS u(i, r)
      WHERE d.migration = $1 AND d.source = $2 AND d.id::text = u.i\
      """;

  /**
   * A row of the target.
   *
   * @param key the values of its key
   */
  record RowName(TableName table, List<String> key) {}

  /** What is listed of a row. */
  private record Listed(String id, String message) {}

  /**
   * Lists exactly these rows. One that is there already keeps its number.
   *
   * @param at the checkpoint of the file that has them
   */
  void follow(TargetCalls target, Collection<FileLetter> waiting, Checkpoint at) {
    Map<RowName, Listed> gone = listed(target);
    List<FileLetter> added = new ArrayList<>();
    Map<String, String> blamed = new LinkedHashMap<>();
    for (FileLetter letter : waiting) {
      Listed known = gone.remove(letter.row());
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
          String.valueOf(at.offset()),
          String.valueOf(at.position()),
          texts(added, FileLetter::file),
          texts(added, letter -> Json.text(letter.row().key())),
          texts(added, FileLetter::change),
          texts(added, letter -> Json.text(letter.cause())));
    }
  }

  private Map<RowName, Listed> listed(TargetCalls target) {
    Map<RowName, Listed> found = new LinkedHashMap<>();
    call(target, LISTED)
        .forEach(
            row ->
                found.put(
                    name(row.subList(1, 4)), new Listed(row.get(0), String.valueOf(row.get(4)))));
    return found;
  }

  /** The rows of these numbers; those that are listed no longer are left out. */
  List<RowName> named(TargetCalls target, Set<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : call(target, NAMED, (Object) texts(ids, String::valueOf)).stream()
            .map(ListedLetters::name)
            .toList();
  }

  private static RowName name(List<String> row) {
    String[] key = Json.read(row.get(2).getBytes(StandardCharsets.UTF_8), String[].class);
    return new RowName(new TableName(row.get(0), row.get(1)), List.of(key));
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
