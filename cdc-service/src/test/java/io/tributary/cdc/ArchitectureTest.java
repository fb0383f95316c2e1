package io.tributary.cdc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Data flows one way: capture, topic, apply. The kinds of source stand side by side below {@code
 * source}, built from the parts that no kind owns; those parts know no kind.
 */
class ArchitectureTest {
  private static final String CDC = "io.tributary.cdc.";
  private static final String TESTS =
      ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().toString();
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains(TESTS))
          .importPackages("io.tributary.cdc");

  @Test
  void applyReadsOnlyTheTopic() {
    never("apply..", "connect..", "copy..", "preflight..", "reconcile..", "schema..", "source..");
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.tributary.cdc.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void schemaStandsAlone() {
    never("schema..", "apply..", "connect..", "copy..", "preflight..", "reconcile..", "source..");
  }

  @Test
  void preflightKnowsNobodyWhoActs() {
    never("preflight..", "apply..", "connect..", "copy..", "reconcile..", "schema..");
  }

  @Test
  void connectKnowsNoSource() {
    never("connect..", "apply..", "copy..", "preflight..", "reconcile..", "schema..", "source..");
  }

  @Test
  void copyKnowsNoKind() {
    never("copy..", "apply..", "preflight..", "reconcile..", "schema..");
    never("copy..", "source.postgresql..", "source.sqlite..", "source.chroma..");
  }

  @Test
  void databaseKnowsNobody() {
    never(
        "database..",
        "apply..",
        "connect..",
        "copy..",
        "preflight..",
        "reconcile..",
        "schema..",
        "source..");
  }

  @Test
  void onlyReconcileJoinsTheSteps() {
    Stream.of("apply..", "connect..", "copy..", "preflight..", "schema..", "source..")
        .forEach(part -> never(part, "reconcile.."));
  }

  @Test
  void kindsOfSourceDoNotKnowEachOther() {
    never("source.postgresql..", "source.sqlite..", "source.chroma..", "source.converted..");
    never("source.sqlite..", "source.postgresql..", "source.chroma..");
    never("source.chroma..", "source.postgresql..", "source.sqlite..");
    never("source.converted..", "source.postgresql..", "source.sqlite..", "source.chroma..");
  }

  @Test
  void theSeamKnowsNoKind() {
    never("source", "source.kinds..", "source.converted..");
    never("source", "source.postgresql..", "source.sqlite..", "source.chroma..");
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

  private static void never(String part, String... others) {
    noClasses()
        .that()
        .resideInAPackage(CDC + part)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Stream.of(others).map(other -> CDC + other).toArray(String[]::new))
        .check(CLASSES);
  }
}
