package io.tributary.cdc.source.sqlite.schema;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.back.ReturnProblem;
import io.tributary.mapping.back.StayingReference;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What tables of a file that are new there add to what its target was made for. Everything that was
 * there stays what it is, or they are refused: their declarations, with indexes and full-text
 * tables, stand behind those that are known. Pure.
 */
final class JoiningTablesPlan {
  private final Source source;
  private final MappingBasis former;
  private final MappingBasis basis;
  private final SourceMapping before;
  private final SourceMapping after;

  /**
   * Plans.
   *
   * @param former what the target was made for
   * @param now what the file says now
   * @param tables the names of the tables in the file
   */
  JoiningTablesPlan(Source source, MappingBasis former, MappingBasis now, Set<String> tables) {
    this.source = source;
    this.former = former;
    this.basis = joined(former, now, tables);
    this.before = MappingPlanner.plan(source, former);
    this.after = MappingPlanner.plan(source, basis);
  }

  private static MappingBasis joined(MappingBasis former, MappingBasis now, Set<String> tables) {
    Set<String> owners = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    owners.addAll(tables);
    for (FullTextTable search : SqliteSchemaReader.read(now.entries(), Map.of()).searches()) {
      String content = search.content();
      if (content != null && owners.contains(content)) {
        owners.add(search.name());
      }
    }
    List<VirtualTable> virtual =
        now.entries().stream()
            .filter(entry -> SqliteSchemaReader.isVirtual(entry) && owners.contains(entry.name()))
            .map(entry -> VirtualTable.parse(entry.sql()))
            .toList();
    List<MasterEntry> entries = new ArrayList<>(former.entries());
    Map<String, Long> lastKeys = new HashMap<>(former.lastKeys());
    for (MasterEntry entry : now.entries()) {
      boolean theirs =
          owners.contains(entry.table())
              || virtual.stream().anyMatch(table -> table.owns(entry.table()));
      if (theirs && !former.entries().contains(entry)) {
        entries.add(entry);
        Long last = now.lastKeys().get(entry.name());
        if (last != null) {
          lastKeys.putIfAbsent(entry.name(), last);
        }
      }
    }
    return MappingBasis.ofFile(entries, lastKeys, former.targetColumns());
  }

  /** What the target is made for with them. */
  MappingBasis basis() {
    return basis;
  }

  /** Where a new table goes; empty for one that the file does not have, or that does not move. */
  Optional<TableName> copy(TableName table) {
    return before.table(table).isPresent()
        ? Optional.empty()
        : after.table(table).map(TableMapping::target);
  }

  /** The mappings of the new tables. */
  List<TableMapping> tables() {
    return after.tables().stream()
        .filter(mapping -> before.table(mapping.source()).isEmpty())
        .toList();
  }

  /** Why they cannot be moved as they are declared, as a sentence; empty where they can. */
  Optional<String> problem() {
    List<String> problems = new ArrayList<>(after.problems());
    if (source.wayBack().returns()) {
      ReturnPlan then = new ReturnPlan(source, former, before);
      ReturnPlan now = new ReturnPlan(source, basis, after);
      now.problems().stream()
          .filter(problem -> !then.problems().contains(problem))
          .map(ReturnProblem::display)
          .forEach(problems::add);
      now.references().stream()
          .filter(staying -> !then.references().contains(staying))
          .map(StayingReference::display)
          .map("%s, which would be left without what it refers to."::formatted)
          .forEach(problems::add);
    }
    return problems.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", problems));
  }

  /** A table that moves already and would become another one; empty where none would. */
  Optional<TableName> changed() {
    for (TableMapping mapping : before.tables()) {
      String altered = "ALTER TABLE " + Sql.table(mapping.target()) + " ";
      boolean same =
          after.table(mapping.source()).equals(Optional.of(mapping))
              && statements().stream().noneMatch(statement -> statement.startsWith(altered));
      if (!same) {
        return Optional.of(mapping.source());
      }
    }
    boolean kept =
        after.preData().containsAll(before.preData())
            && after.postData().containsAll(before.postData());
    return kept ? Optional.empty() : before.tables().stream().map(TableMapping::source).findFirst();
  }

  /** The statements that make them with all that is theirs, which is possible without rows. */
  List<String> statements() {
    List<String> statements = new ArrayList<>(after.preData());
    statements.removeAll(before.preData());
    List<String> later = new ArrayList<>(after.postData());
    later.removeAll(before.postData());
    statements.addAll(later);
    return statements;
  }
}
