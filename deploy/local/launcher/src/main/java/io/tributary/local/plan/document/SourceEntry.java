package io.tributary.local.plan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one source.
 *
 * @param kind as the migration file calls it
 * @param place its file, directory or database
 * @param undecided why the columns of the target are not known yet; null when they are. What is
 *     declared stands in the tables then
 * @param schemas what moves of each schema, and what does not
 * @param notices what else is worth knowing before the migration begins
 * @param warnings what preflight would warn of
 * @param sample what became of the rows that were converted; null where none were
 * @param problems why it cannot be moved as declared
 * @param unseen what could not be looked at, and why
 */
public record SourceEntry(
    String name,
    String kind,
    String place,
    @Nullable String undecided,
    List<SchemaEntry> schemas,
    List<String> notices,
    List<String> warnings,
    @Nullable SampleEntry sample,
    List<String> problems,
    List<String> unseen)
    implements PlanEntry {
  /** Copies what it is given. */
  public SourceEntry {
    schemas = List.copyOf(schemas);
    notices = List.copyOf(notices);
    warnings = List.copyOf(warnings);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
  }
}
