package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.CatalogObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The entries of a whole archive that make tables which join: those that an archive of these tables
 * alone has too, and those of the other objects that are made for them. In the order of the whole
 * archive, in which each can be made. Pure.
 *
 * @param chosen the entries
 */
record JoiningEntries(List<TocEntry> chosen) {

  /** An entry in two archives of one database. */
  private record Meaning(long catalog, long object, String text) {
    static Meaning of(TocEntry entry) {
      return new Meaning(entry.catalog(), entry.object(), entry.text());
    }
  }

  /**
   * Chooses.
   *
   * @param whole all entries of all schemas
   * @param ofTables those of the tables alone
   * @param objects what is made
   */
  static JoiningEntries of(
      List<TocEntry> whole, List<TocEntry> ofTables, List<CatalogObject> objects) {
    Set<Meaning> meant = ofTables.stream().map(Meaning::of).collect(Collectors.toSet());
    Set<Long> others = new HashSet<>();
    objects.stream().filter(object -> !object.isTable()).forEach(o -> others.add(o.oid()));
    return new JoiningEntries(
        whole.stream()
            .filter(entry -> meant.contains(Meaning.of(entry)) || others.contains(entry.object()))
            .toList());
  }

  /** Their lines, but for rules. */
  List<String> lines() {
    return chosen.stream().filter(entry -> !entry.is("RULE")).map(TocEntry::line).toList();
  }

  /** What is said of each rule. */
  List<String> rules() {
    return chosen.stream().filter(entry -> entry.is("RULE")).map(TocEntry::text).toList();
  }

  /** The oids of what they make. */
  Set<Long> oids() {
    return chosen.stream().map(TocEntry::object).collect(Collectors.toSet());
  }

  /** Whether one of them makes an object. */
  boolean makes(long oid) {
    return chosen.stream().anyMatch(entry -> entry.object() == oid);
  }
}
