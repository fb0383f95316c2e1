package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.EmptySourceFinding;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.UnknownNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Checks that what the migration file names exists in the source, and that at least one table
 * moves. Pure.
 */
public final class NamesCheck {
  private static final String CORRECT = "Correct or remove the name in the migration file.";

  private NamesCheck() {}

  /**
   * The outcomes, one at least.
   *
   * @param existing the tables by schema, or the collections by database
   * @param source what the file says of the source
   * @param moving the tables or collections that move
   */
  public static List<PreflightCheck> look(
      MovingSource source,
      Map<String, ? extends Collection<String>> existing,
      Collection<TableName> moving) {
    UnknownNames names = new UnknownNames(source.source(), existing);
    String subject = source.source().name();
    List<PreflightCheck> found = new ArrayList<>();
    names
        .schemas()
        .forEach(what -> found.add(PreflightCode.SCHEMA_MISSING.failed(subject, what, CORRECT)));
    names
        .tables()
        .forEach(what -> found.add(PreflightCode.TABLE_UNKNOWN.failed(subject, what, CORRECT)));
    if (found.isEmpty()) {
      found.add(
          PreflightCode.TABLE_UNKNOWN.passed(subject, "Everything that the file names exists."));
    }
    names
        .accepted(source.migration().cutover())
        .forEach(what -> found.add(PreflightCode.ACCEPTED_UNKNOWN.failed(subject, what, CORRECT)));
    EmptySourceFinding.of(source.source(), moving.size())
        .ifPresent(
            what ->
                found.add(
                    PreflightCode.NOTHING_MOVES.failed(subject, what, EmptySourceFinding.REMEDY)));
    return found;
  }
}
