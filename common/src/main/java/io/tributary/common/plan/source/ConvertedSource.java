package io.tributary.common.plan.source;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A source of files whose rows are converted on their way into PostgreSQL's types. */
public sealed interface ConvertedSource extends Source permits SqliteSource, ChromaSource {

  /**
   * The file or directory, an absolute path on the machine of the services and of the Connect
   * worker.
   */
  String path();

  /** What is declared of the conversion of its rows. */
  ConversionRules rules();

  /** The same source at another path. */
  ConvertedSource at(String path);

  /** The same source with other rules. */
  ConvertedSource with(ConversionRules rules);

  /** Whether the tables of the target are given, and not derived from those of the source. */
  boolean intoGivenTables();

  /** What happens to rows that cannot be converted. */
  default OnInvalid onInvalid() {
    return rules().onInvalid();
  }

  /** Whether declared lengths and precisions are enforced in the target. */
  default boolean enforceSizes() {
    return rules().enforceSizes();
  }

  /** The zone of times that name none, as {@code java.time.ZoneId} spells it; null for none. */
  default @Nullable String zone() {
    return rules().zone();
  }

  /** The rules of its tables by name. */
  default Map<String, TableRule> tables() {
    return rules().tables();
  }

  /** The rule of a table. */
  default TableRule table(String name) {
    return rules().table(name);
  }

  @Override
  default boolean keepsExistingRows() {
    return tables().values().stream().anyMatch(rule -> rule.existingRows() == ExistingRows.KEEP);
  }

  @Override
  default Optional<String> filePath() {
    return Optional.of(path());
  }

  @Override
  default boolean convertsRows() {
    return true;
  }

  /** A change of a table's definition always stops the stream, or is none of the target's. */
  @Override
  default SchemaChanges schemaChanges() {
    return SchemaChanges.STOP;
  }

  @Override
  default ConvertedSource mapTableRules(UnaryOperator<TableRule> change) {
    Map<String, TableRule> changed = new HashMap<>();
    tables().forEach((name, rule) -> changed.put(name, change.apply(rule)));
    return with(rules().withTables(changed));
  }

  @Override
  default String targetName(TableName table, String mapped) {
    String declared = table(table.name()).to();
    return declared == null ? mapped : declared;
  }

  @Override
  default ConvertedSource converted() {
    return this;
  }
}
