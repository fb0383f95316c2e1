package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.commit.Checkpoint;
import io.tributary.common.change.FenceMark;
import io.tributary.common.observed.AppliedTotals;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.capture.CaptureLog;
import io.tributary.files.sqlite.capture.LogEnd;
import io.tributary.files.sqlite.fence.LeftSide;
import io.tributary.files.sqlite.source.SqliteReadSession;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoint of a way back, kept as facts in the file that its rows go to, so that both are
 * committed together. The validator reads the same facts.
 */
public final class FileCheckpoint {
  private static final String OFFSET = "back_offset";
  private static final String POSITION = "back_position";
  private static final String FENCE = LeftSide.PASSED;
  private static final String COMPLETE = "back_complete";
  private static final String CHANGES = "back_changes";
  private static final String TRANSACTIONS = "back_transactions";
  private static final String BYTES = "back_bytes";

  private FileCheckpoint() {}

  /** The checkpoint; empty before the stream was begun. */
  static Optional<Checkpoint> read(ReturnTransaction file) {
    return file.fact(OFFSET)
        .map(
            offset ->
                new Checkpoint(
                    Long.parseLong(offset),
                    number(file, POSITION),
                    file.fact(FENCE).orElse(null),
                    new Checkpoint.Snapshot(
                        Boolean.parseBoolean(file.fact(COMPLETE).orElse("")), 0),
                    new AppliedTotals(
                        number(file, CHANGES), number(file, TRANSACTIONS), number(file, BYTES))));
  }

  private static long number(ReturnTransaction file, String name) {
    return file.fact(name).map(Long::parseLong).orElse(0L);
  }

  /** The topic offset that it names, for who only reads; empty before the stream was begun. */
  public static Optional<Long> offset(SqliteReadSession file) throws SQLException {
    return LogEnd.in(file).isPresent()
        ? CaptureLog.fact(file, OFFSET).map(Long::parseLong)
        : Optional.empty();
  }

  /** What waits as dead letters, for who only reads. */
  public static FileAside aside(SqliteReadSession file) throws SQLException {
    return LogEnd.in(file).isPresent()
        ? new FileAside(count(file, RefusedRows.COUNT), count(file, ForeignLetters.COUNT))
        : FileAside.NOTHING;
  }

  private static long count(SqliteReadSession file, String fact) throws SQLException {
    return CaptureLog.fact(file, fact).map(Long::parseLong).orElse(0L);
  }

  /**
   * The fence of the target behind which the file was opened to its application, if it was opened
   * since the stream has passed that, be it closed again meanwhile: what comes from behind it was
   * made on a closed side. Holds for the open transaction.
   */
  static Optional<String> openedBehind(ReturnTransaction file) {
    return file.fact(FENCE)
        .filter(FenceMark::fenced)
        .filter(token -> !file.fenced() || file.fact(LeftSide.LEFT).equals(Optional.of(token)));
  }

  /** Moves it in the open transaction. */
  static void write(ReturnTransaction file, Checkpoint to) {
    facts(to).forEach((name, value) -> set(file, name, value));
  }

  private static void set(ReturnTransaction file, String name, @Nullable String value) {
    if (value == null) {
      file.unsetFact(name);
    } else {
      file.setFact(name, value);
    }
  }

  private static Map<String, @Nullable String> facts(Checkpoint at) {
    Map<String, @Nullable String> facts = new LinkedHashMap<>();
    facts.put(OFFSET, String.valueOf(at.offset()));
    facts.put(POSITION, String.valueOf(at.position()));
    facts.put(FENCE, at.fenceToken());
    facts.put(COMPLETE, String.valueOf(at.snapshotComplete()));
    facts.put(CHANGES, String.valueOf(at.applied().changes()));
    facts.put(TRANSACTIONS, String.valueOf(at.applied().transactions()));
    facts.put(BYTES, String.valueOf(at.applied().bytes()));
    return facts;
  }

  /**
   * Begins the stream, unless it was begun: both sides are equal, and the target is closed.
   *
   * @param token of what closes the target
   */
  public static void begin(ReturnTransaction file, String token) {
    if (read(file).isEmpty()) {
      write(
          file,
          new Checkpoint(-1, 0, token, new Checkpoint.Snapshot(true, 0), AppliedTotals.NOTHING));
    }
  }

  /** Forgets the stream. */
  public static void forget(ReturnTransaction file) {
    facts(Checkpoint.none()).keySet().forEach(file::unsetFact);
    file.unsetFact(LeftSide.LEFT);
    RefusedRows.forget(file);
    ForeignLetters.forget(file);
  }
}
