package io.tributary.cdc.apply.file;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.commit.ChangeBatch;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.ChangeRecord.Truncate;
import io.tributary.common.model.StreamId;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.files.sqlite.back.ReturnTransaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one transaction of the file does with changes of the target: those of its application become
 * rows, and those that somebody has made while the target was closed are kept and become none. Not
 * thread-safe.
 */
final class FileChanges {
  private final ReturnTransaction file;
  private final FileRows rows;
  private final ForeignLetters foreign;
  private boolean wrote;
  private boolean judged;

  /**
   * Nothing yet.
   *
   * @param stream the way back
   */
  FileChanges(ReturnTransaction file, StreamId stream, TargetKnowledge known) {
    this.file = file;
    this.rows = new FileRows(file, known.tables(), known.keys());
    this.foreign = new ForeignLetters(file, stream);
  }

  /**
   * Writes changes.
   *
   * @param behind how many of them, from the first on, came behind a fence that stood before
   * @param first runs before a row is written, and does not return where none may be
   */
  void write(List<StreamRecord> changes, int behind, Runnable first) {
    List<StreamRecord> own = own(changes, behind);
    if (own.stream().anyMatch(change -> !change.describesTable())) {
      wrote = true;
      first.run();
      rows.write(own);
    }
  }

  private List<StreamRecord> own(List<StreamRecord> changes, int behind) {
    Optional<String> token = behind == 0 ? Optional.empty() : FileCheckpoint.openedBehind(file);
    if (token.isEmpty()) {
      return changes;
    }
    judged = true;
    changes.subList(0, behind).forEach(change -> keep(change, token.get()));
    return changes.subList(behind, changes.size());
  }

  private void keep(StreamRecord record, String token) {
    if (record.change() instanceof Truncate emptied) {
      rows.of(emptied.table())
          .ifPresent(table -> foreign.keepEmptied(record, emptied, table, token));
    } else if (record.change() instanceof RowChange change && !rows.has(change)) {
      rows.of(change.table()).ifPresent(table -> foreign.keep(record, change, table, token));
    }
  }

  /** Whether it writes rows, which go into a file only that is closed to its application. */
  boolean wrote() {
    return wrote;
  }

  /** Tells a batch that changes of it were made while the target was closed, if they were. */
  void judge(ChangeBatch batch) {
    if (judged) {
      batch.foreign(foreign.first().orElse(null));
    }
  }

  /** The rows. */
  FileRows rows() {
    return rows;
  }

  /** Gives up what is named, and tries the rows again that wait, where the file is closed. */
  long replay(List<ListedLetters.Subject> discarded) {
    foreign.giveUp(discarded);
    if (!file.closed()) {
      return 0;
    }
    rows.giveUp(discarded);
    return rows.tryAll();
  }

  /** How much waits in the file. */
  QuarantineContent aside() {
    return new QuarantineContent(
        new FileAside(rows.waiting(), foreign.count()).letters(), 0, List.of());
  }

  /** What this transaction has changed of what waits. */
  Changed changed() {
    return new Changed(rows.refused().changes(), foreign.changes());
  }

  /**
   * What a transaction has changed of what waits.
   *
   * @param refused rows that the file does not take, empty where one does not wait any more
   * @param foreign changes that somebody has made
   */
  record Changed(
      Map<ListedLetters.Subject, Optional<RefusedRows.Kept>> refused, List<LetterChange> foreign) {
    boolean none() {
      return refused.isEmpty() && foreign.isEmpty();
    }
  }

  /** What waits in the file. */
  Waiting all() {
    return new Waiting(rows.refused().all(), foreign.all());
  }

  /**
   * What waits.
   *
   * @param refused rows that the file does not take
   * @param foreign changes that somebody has made
   */
  record Waiting(List<RefusedRows.Kept> refused, List<ForeignLetters.Kept> foreign) {}
}
