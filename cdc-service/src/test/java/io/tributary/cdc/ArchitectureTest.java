package io.tributary.cdc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * Data flows one way: capture, topic, apply. Only reconcile knows them all. A kind of source is
 * built from the parts and known by reconcile alone; what reads its files, by preflight too.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.cdc");

  @Test
  void captureDoesNotKnowWhatComesAfter() {
    ArchRule rule = onlyKnows("capture");
    rule.check(CLASSES);
  }

  @Test
  void applyReadsOnlyTheTopic() {
    ArchRule rule = onlyKnows("apply");
    rule.check(CLASSES);
  }

  @Test
  void schemaStandsAlone() {
    ArchRule rule = onlyKnows("schema");
    rule.check(CLASSES);
  }

  @Test
  void fenceStandsAlone() {
    ArchRule rule = onlyKnows("fence");
    rule.check(CLASSES);
  }

  @Test
  void copyStandsAlone() {
    ArchRule rule = onlyKnows("copy");
    rule.check(CLASSES);
  }

  @Test
  void whoCopiesFilesIsKnownOnlyWhereStepsAreJoined() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackages("io.tributary.cdc.filecopy..", "io.tributary.cdc.reconcile..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.tributary.cdc.filecopy..");
    rule.check(CLASSES);
  }

  @Test
  void preflightStandsAlone() {
    ArchRule rule = onlyKnows("preflight");
    rule.check(CLASSES);
  }

  @Test
  void databaseKnowsNobody() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tributary.cdc.database..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc.apply..",
                "io.tributary.cdc.capture..",
                "io.tributary.cdc.copy..",
                "io.tributary.cdc.fence..",
                "io.tributary.cdc.preflight..",
                "io.tributary.cdc.reconcile..",
                "io.tributary.cdc.schema..",
                "io.tributary.cdc.source..",
                "io.tributary.cdc.converted..",
                "io.tributary.cdc.chroma..",
                "io.tributary.cdc.sqlite..");
    rule.check(CLASSES);
  }

  @Test
  void aKindOfSourceKnowsNeitherWhoUsesItNorWhatComesAfter() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tributary.cdc.sqlite..",
                "io.tributary.cdc.chroma..",
                "io.tributary.cdc.converted..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc.apply..",
                "io.tributary.cdc.preflight..",
                "io.tributary.cdc.reconcile..");
    rule.check(CLASSES);
  }

  @Test
  void whatReadsFilesKnowsNobody() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.tributary.cdc.sqlite.file..", "io.tributary.cdc.chroma.directory..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc.chroma",
                "io.tributary.cdc.converted..",
                "io.tributary.cdc.capture..",
                "io.tributary.cdc.fence..",
                "io.tributary.cdc.schema..",
                "io.tributary.cdc.source..",
                "io.tributary.cdc.sqlite");
    rule.check(CLASSES);
  }

  @Test
  void theSeamKnowsNoKind() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tributary.cdc.source..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc.fence..",
                "io.tributary.cdc.reconcile..",
                "io.tributary.cdc.schema..",
                "io.tributary.cdc.converted..",
                "io.tributary.cdc.chroma..",
                "io.tributary.cdc.sqlite..");
    rule.check(CLASSES);
  }

  @Test
  void nobodyReachesIntoTheOtherServices() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.tributary.orchestrator..", "io.tributary.validator..");
    rule.check(CLASSES);
  }

  private static ArchRule onlyKnows(String part) {
    String[] others =
        java.util.stream.Stream.of(
                "apply..",
                "capture..",
                "copy..",
                "fence..",
                "preflight..",
                "reconcile..",
                "schema..",
                "source..",
                "converted..",
                "chroma",
                "sqlite")
            .filter(other -> !other.equals(part + ".."))
            .map(other -> "io.tributary.cdc." + other)
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.tributary.cdc." + part + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others);
  }
}
