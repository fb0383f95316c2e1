package io.tributary.common.quarantine;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import java.util.List;

/**
 * Decides whether a target may be opened without what is kept aside of one source. The same rule at
 * the gate, at the rehearsal, at the drained fence and in the transaction that opens. Pure.
 *
 * @param migration the migration
 * @param source one of its sources
 */
public record QuarantineAcceptance(Migration migration, Source source) {
  private static final int SHOWN = 10;

  /**
   * What was decided.
   *
   * @param accepted whether it may stay behind
   * @param message what was found, and when it is not accepted, what to do
   */
  public record Judged(boolean accepted, String message) {}

  /** Dead letters are never left behind. */
  public Judged deadLetters(QuarantineContent aside) {
    return aside.deadLetters() == 0
        ? new Judged(true, "No dead letters.")
        : new Judged(
            false,
            "%d changes of source %s wait as dead letters. `GET /migrations/%s/dead-letters?source=%s` lists them; do what each says, then type `./tributary replay %s` or discard it."
                .formatted(
                    aside.deadLetters(),
                    source.name(),
                    migration.name(),
                    source.name(),
                    migration.name()));
  }

  /** As many rows, or exactly those, as the file accepts. */
  public Judged quarantine(QuarantineContent aside) {
    long rows = aside.quarantined();
    if (rows == 0) {
      return new Judged(true, "No quarantined rows.");
    }
    if (!acceptedNames().isEmpty() || named(rows)) {
      return byName(aside);
    }
    long accepted = migration.cutover().accepted(source.name());
    return rows <= accepted
        ? new Judged(true, found(rows) + "they stay behind, the file accepts " + accepted + ".")
        : new Judged(
            false,
            "%sthe file accepts %d (cutover.accept-quarantined). `GET /migrations/%s/quarantine` lists them; correct them at the source, or mend the target and type `./tributary replay %s`."
                .formatted(found(rows), accepted, migration.name(), migration.name()));
  }

  /** A record that Chroma has lost is accepted by its name, as long as they can be named. */
  private boolean named(long rows) {
    return source.acceptsQuarantinedByName() && rows <= QuarantineContent.MOST_NAMES;
  }

  private Judged byName(QuarantineContent aside) {
    List<String> names = aside.quarantinedNames();
    String found = found(aside.quarantined());
    if (names.size() < aside.quarantined()) {
      return new Judged(
          false,
          found + "so many are not accepted by name: give their number in accept-quarantined.");
    }
    List<String> others = names.stream().filter(name -> !acceptedNames().contains(name)).toList();
    return others.isEmpty()
        ? new Judged(true, found + "they stay behind, the file accepts each by name.")
        : new Judged(
            false,
            "%sthe file does not accept %s%s. Have the application write them anew, or name them under cutover.accept-quarantined.%s. `GET /migrations/%s/quarantine` says why they are there."
                .formatted(
                    found,
                    String.join(", ", others.stream().limit(SHOWN).toList()),
                    others.size() > SHOWN ? " and " + (others.size() - SHOWN) + " more" : "",
                    source.name(),
                    migration.name()));
  }

  private List<String> acceptedNames() {
    return migration.cutover().acceptedNames(source.name());
  }

  private String found(long rows) {
    return "%d rows of source %s are quarantined; ".formatted(rows, source.name());
  }
}
