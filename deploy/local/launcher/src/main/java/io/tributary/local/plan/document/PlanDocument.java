package io.tributary.local.plan.document;

import io.tributary.local.plan.document.PreparedEntry.PreparedSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole plan, as {@code plan -o json} prints it. Members keep their names and meanings; new ones
 * may come.
 *
 * @param migration its name
 * @param verdict what it comes to
 * @param refusals what a stack that is started here would not grant
 * @param target null only where nothing was looked at
 * @param prepared schemas that nothing moves into
 * @param queries null where the file has none
 * @param backups null where the file asks for none
 * @param problems all of them, those of the parts too
 * @param unseen everything that could not be looked at, that of the parts too
 */
public record PlanDocument(
    String migration,
    PlanVerdict verdict,
    List<String> refusals,
    List<SourceEntry> sources,
    @Nullable TargetEntry target,
    List<PreparedSchema> prepared,
    @Nullable QueriesEntry queries,
    @Nullable BackupEntry backups,
    List<String> problems,
    List<String> unseen) {
  /** Copies what it is given. */
  public PlanDocument {
    refusals = List.copyOf(refusals);
    sources = List.copyOf(sources);
    prepared = List.copyOf(prepared);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
  }

  /** Of its parts. */
  public static PlanDocument of(
      String migration, List<PlanEntry> parts, List<String> problems, List<String> unseen) {
    return new PlanDocument(
        migration,
        PlanVerdict.of(problems, unseen),
        all(parts, RefusalEntry.class).stream().flatMap(p -> p.problems().stream()).toList(),
        all(parts, SourceEntry.class),
        first(parts, TargetEntry.class),
        all(parts, PreparedEntry.class).stream().flatMap(p -> p.schemas().stream()).toList(),
        first(parts, QueriesEntry.class),
        first(parts, BackupEntry.class),
        problems,
        unseen);
  }

  private static <T extends PlanEntry> List<T> all(List<PlanEntry> parts, Class<T> type) {
    return parts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static <T extends PlanEntry> @Nullable T first(List<PlanEntry> parts, Class<T> type) {
    List<T> found = all(parts, type);
    return found.isEmpty() ? null : found.get(0);
  }
}
