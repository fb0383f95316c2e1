package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.SwitchAction;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads a migration file strictly: nothing unknown is passed over, nothing is guessed. The format
 * is described in {@code docs/migration-file.md}. Pure and thread-safe.
 */
public final class MigrationFile {
  static final int MAX_NAME = 30;

  private MigrationFile() {}

  /**
   * The migration that the file describes.
   *
   * @param yaml the file's text, at most 256 KiB
   * @throws MigrationFileException with every problem of the file, each with its line
   */
  public static Migration parse(String yaml) {
    FileProblems report = new FileProblems();
    Node root = YamlTree.read(yaml, report).orElseThrow(report::failure);
    Migration migration = read(FileValue.at(root, "", report));
    // Also when something could not be read: the operator is to learn everything at once.
    new SourceSectionCheck(migration, report).run();
    new TargetSectionCheck(migration, report).run();
    new CutoverSectionCheck(migration, report).run();
    new QuerySectionCheck(migration, report).run();
    report.throwIfAny();
    return migration;
  }

  /**
   * The switch actions of a text that is the list under {@code cutover.switch} alone.
   *
   * @throws MigrationFileException with every problem of the list, each with its line
   */
  public static List<SwitchAction> parseSwitch(String yaml) {
    FileProblems report = new FileProblems();
    Node root = YamlTree.read(yaml, report).orElseThrow(report::failure);
    List<SwitchAction> actions =
        FileValue.at(root, "", report).list().stream()
            .flatMap(action -> SwitchActionReader.read(action).stream())
            .toList();
    report.throwIfAny();
    return actions;
  }

  private static Migration read(FileValue root) {
    SectionFields fields = root.fields(SectionKeys.FILE);
    String name = fields.text("migration");
    fields.get("migration").ifPresent(v -> NameRules.checkLabel(v, name, MAX_NAME));
    return new Migration(
        name,
        fields
            .get("target")
            .map(TargetSectionReader::read)
            .orElse(new MigrationTarget(DatabaseAddress.UNSAID, "public", Map.of())),
        fields.get("sources").map(SourceSectionReader::readAll).orElse(List.of()),
        fields.get("cutover").map(CutoverSectionReader::read).orElse(CutoverSettings.defaults()),
        fields
            .get("validation")
            .map(CutoverSectionReader::validation)
            .orElse(ValidationSettings.defaults()),
        fields.get("queries").map(QuerySectionReader::read).orElse(List.of()),
        fields.get("notify").map(NotifySectionReader::read).orElse(List.of()));
  }
}
