package io.tributary.cdc.apply.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.deadletter.ForeignWriteReport;
import io.tributary.cdc.apply.deadletter.ParkedChangeJson;
import io.tributary.cdc.apply.fold.RowKeys;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The changes that somebody has made at the target while that was closed, kept as facts of the file
 * in the transaction of its checkpoint: each once, and none of them in its rows. A number that was
 * given is not given again. Not thread-safe.
 */
final class ForeignLetters {
  /** The fact that says how many wait; absent where none does. */
  static final String COUNT = "back_foreign";

  private static final String NUMBER = "back_foreign_number";
  private static final String LETTER = "back_foreign:";

  private final ReturnTransaction file;
  private final StreamId stream;
  private final List<LetterChange> changes = new ArrayList<>();
  private @Nullable ErrorReport first;

  /**
   * One of them.
   *
   * @param number tells it from all others
   * @param table of the target
   * @param key of the row, as far as it is known; empty for a table that was emptied
   * @param inFile its table in the file
   * @param offset on the change topic
   * @param position at the target
   * @param change as JSON
   * @param cause what it is, and what to do
   */
  record Kept(
      String number,
      TableName table,
      List<String> key,
      String inFile,
      long offset,
      long position,
      String change,
      ErrorReport cause) {

    FileLetter letter() {
      return new FileLetter(
          new ListedLetters.Subject(table, key, number),
          inFile,
          offset,
          position,
          numbered(),
          cause);
    }

    private String numbered() {
      ObjectNode numbered = Json.read(change.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
      return Json.text(numbered.put(ListedLetters.FOREIGN, number));
    }
  }

  /**
   * Those of a file.
   *
   * @param stream the way back
   */
  ForeignLetters(ReturnTransaction file, StreamId stream) {
    this.file = file;
    this.stream = stream;
  }

  static void forget(ReturnTransaction file) {
    file.facts(LETTER).keySet().forEach(file::unsetFact);
    file.unsetFact(COUNT);
    file.unsetFact(NUMBER);
  }

  /**
   * Keeps a change of a row.
   *
   * @param token of the fence behind which it was made
   */
  void keep(StreamRecord record, RowChange change, ReturningTable table, String token) {
    List<String> key = RowKeys.of(table.shape(), change.lastImage());
    add(
        record,
        change.lsn(),
        table,
        key == null ? List.of() : key,
        ParkedChangeJson.keepable(change),
        token);
  }

  /** Keeps that a table was emptied. */
  void keepEmptied(StreamRecord record, Truncate change, ReturningTable table, String token) {
    add(record, change.lsn(), table, List.of(), ParkedChangeJson.emptied(change.table()), token);
  }

  private void add(
      StreamRecord record,
      long position,
      ReturningTable table,
      List<String> key,
      String change,
      String token) {
    ErrorReport cause = new ForeignWriteReport(stream, token).of(table.target(), position);
    String number = String.valueOf(number(NUMBER) + 1);
    Kept kept =
        new Kept(
            number, table.target(), key, table.file(), record.offset(), position, change, cause);
    file.setFact(NUMBER, number);
    file.setFact(LETTER + number, Json.text(kept));
    counted(1);
    changes.add(LetterChange.added(kept.letter()));
    first = first == null ? cause : first;
  }

  /** Gives those up that are named; those that are not there any more are passed over. */
  void giveUp(List<ListedLetters.Subject> named) {
    for (ListedLetters.Subject subject : named) {
      String number = subject.foreign();
      Optional<Kept> kept = number == null ? Optional.empty() : kept(LETTER + number);
      if (kept.isPresent()) {
        file.unsetFact(LETTER + number);
        counted(-1);
        changes.add(LetterChange.gone(kept.get().letter()));
      }
    }
  }

  private Optional<Kept> kept(String fact) {
    return file.fact(fact).map(ForeignLetters::read);
  }

  private static Kept read(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), Kept.class);
  }

  private void counted(long more) {
    long now = count() + more;
    if (now == 0) {
      file.unsetFact(COUNT);
    } else {
      file.setFact(COUNT, String.valueOf(now));
    }
  }

  /** How many wait. */
  long count() {
    return number(COUNT);
  }

  private long number(String fact) {
    return file.fact(fact).map(Long::parseLong).orElse(0L);
  }

  /** All that wait, in the order in which they were kept. */
  List<Kept> all() {
    return file.facts(LETTER).values().stream()
        .map(ForeignLetters::read)
        .sorted(Comparator.comparingLong(kept -> Long.parseLong(kept.number())))
        .toList();
  }

  /** What this transaction has changed. */
  List<LetterChange> changes() {
    return List.copyOf(changes);
  }

  /** The first that this transaction keeps, in words. */
  Optional<ErrorReport> first() {
    return Optional.ofNullable(first);
  }
}
