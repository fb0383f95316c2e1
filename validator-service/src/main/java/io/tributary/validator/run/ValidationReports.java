package io.tributary.validator.run;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.verdict.TableVerdict;

/**
 * Receives the results of the source watches. Implementations return at once and are thread-safe.
 */
public interface ValidationReports {

  /** A table was compared. */
  void table(TableVerdict verdict);

  /** The latest of a source. */
  void observed(ValidationObserved observed);

  /** A migration is gone, or another instance watches it now. */
  void forgotten(String migration);

  /** A pass over all tables of a source ended. */
  void pass(String migration, String source, long millis);

  /** A source's change topic need not be read again up to an offset. */
  void covered(StreamId stream, long upTo);

  /** Something could not be compared. */
  void failed(String migration, String source, ErrorReport error);
}
