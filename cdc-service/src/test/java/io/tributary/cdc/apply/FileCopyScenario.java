package io.tributary.cdc.apply;

import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A file whose rows are copied in small chunks and pieces, three at a time. */
abstract class FileCopyScenario {
  private static final String NUMBERS =
      "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < %d) ";

  @Inject ApplyService apply;
  final ForcedCopyHooks hooks = new ForcedCopyHooks();
  FileMigration move;

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  void create(String sql) throws Exception {
    create(sql, OnInvalid.QUARANTINE, null);
  }

  void create(String sql, OnInvalid onInvalid, String ddl) throws Exception {
    create(sql, onInvalid, ddl, Map.of());
  }

  void create(String sql, OnInvalid onInvalid, String ddl, Map<String, TableRule> rules)
      throws Exception {
    move =
        new FileMigration(
            apply,
            hooks,
            file ->
                file.withDdlFile(ddl)
                    .with(ConversionRules.UNSAID.with(onInvalid).withTables(rules)));
    move.write(sql);
  }

  static String numbers(int rows) {
    return NUMBERS.formatted(rows);
  }

  void begin() {
    move.prepare();
    move.capture();
    move.resume();
  }
}
