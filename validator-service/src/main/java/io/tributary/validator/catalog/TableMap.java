package io.tributary.validator.catalog;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.validator.digest.ServerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The mapped tables of a source, each paired with its target or with the reason why it cannot be
 * compared.
 *
 * @param pairs comparable tables by source name
 * @param errors tables that cannot be compared
 * @param targets where each mapped table goes, comparable or not
 * @param partitions the partitions of each partitioned table of the source, at any depth
 * @param source how the source server keeps texts
 * @param target how the target server does
 */
public record TableMap(
    Map<TableName, TablePair> pairs,
    Map<TableName, TributaryException> errors,
    Map<TableName, TableName> targets,
    Map<TableName, List<TableName>> partitions,
    ServerText source,
    ServerText target) {

  /** Pairs what two catalogs say according to the plan. */
  public static TableMap of(Source plan, DatabaseCatalog source, DatabaseCatalog target) {
    Map<TableName, TablePair> pairs = new TreeMap<>();
    Map<TableName, TributaryException> errors = new TreeMap<>();
    Map<TableName, TableName> targets = new TreeMap<>();
    boolean bothUtf8 = source.text().utf8() && target.text().utf8();
    source
        .tables()
        .forEach(
            (table, shape) -> {
              Optional<TableName> mapped = plan.targetOf(table);
              if (mapped.isEmpty()) {
                return;
              }
              TableName to = mapped.get();
              targets.put(table, to);
              try {
                pairs.put(
                    table,
                    TablePair.of(
                        shape,
                        to,
                        target.tables().get(to),
                        target.types().getOrDefault(to, Map.of()),
                        bothUtf8));
              } catch (TributaryException e) {
                errors.put(table, e);
              }
            });
    return new TableMap(pairs, errors, targets, source.partitions(), source.text(), target.text());
  }

  /**
   * The same tables for the stream that goes the other way.
   *
   * @param ofTarget the partitions of each partitioned table of the target
   */
  public TableMap exchanged(Map<TableName, List<TableName>> ofTarget) {
    Map<TableName, TablePair> otherPairs = new TreeMap<>();
    pairs.values().forEach(pair -> otherPairs.put(pair.target().table(), pair.exchanged()));
    Map<TableName, TributaryException> otherErrors = new TreeMap<>();
    Map<TableName, TableName> otherTargets = new TreeMap<>();
    targets.forEach(
        (from, to) -> {
          otherTargets.put(to, from);
          if (errors.containsKey(from)) {
            otherErrors.put(to, errors.get(from));
          }
        });
    return new TableMap(otherPairs, otherErrors, otherTargets, ofTarget, target, source);
  }

  /** The source's schemas that the plan names. */
  public static Set<String> sourceSchemas(Source plan) {
    Set<String> schemas = new TreeSet<>();
    plan.schemas().forEach(mapping -> schemas.add(mapping.from()));
    return schemas;
  }

  /** The target's schemas that the plan names. */
  public static Set<String> targetSchemas(Source plan) {
    Set<String> schemas = new TreeSet<>();
    for (SchemaMapping mapping : plan.schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    return schemas;
  }

  /** The tables that changes of this table's rows can name: itself and its partitions. */
  public List<TableName> partsOf(TableName table) {
    List<TableName> parts = new ArrayList<>(partitions.getOrDefault(table, List.of()));
    parts.add(table);
    return parts;
  }
}
