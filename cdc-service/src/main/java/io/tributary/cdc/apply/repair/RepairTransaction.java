package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes single rows into the open transaction of a session, as apply does.
 *
 * @param session which holds the checkpoint
 */
record RepairTransaction(ApplySession session, BatchWriter writer, SavepointWriter savepoints) {

  /** What became of a row that the source does not have. */
  enum Deletion {
    /** It is deleted. */
    DELETED,
    /** It was not there any more. */
    GONE,
    /** It is another version than before, so that the stream has touched it. */
    CHANGED
  }

  /** Writes rows, all or none; why the target refuses them, or empty. */
  Optional<ErrorReport> put(List<RowEdit> rows) {
    try {
      return savepoints
          .attempt(replace -> writer.writeEdits(rows, replace))
          .map(TargetFailure::report);
    } catch (TargetFailure e) {
      throw e;
    } catch (TributaryException e) {
      savepoints.undo();
      return Optional.of(e.report());
    }
  }

  /**
   * Deletes the row of a key.
   *
   * @param version the version that it has to have still; null when it was not there
   */
  Deletion delete(RepairedTable table, List<String> key, @Nullable String version) {
    RepairStatements statements = new RepairStatements(table);
    if (version != null) {
      List<Object> parameters = new ArrayList<>(key);
      parameters.add(version);
      if (session.query(statements.delete(), parameters.toArray()).rowCount() > 0) {
        return Deletion.DELETED;
      }
    }
    Object[] arrays = KeyArrays.of(List.of(key));
    boolean there = session.query(statements.targetVersions(), arrays).size() > 0;
    return there ? Deletion.CHANGED : Deletion.GONE;
  }
}
