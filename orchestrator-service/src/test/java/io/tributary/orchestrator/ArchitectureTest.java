package io.tributary.orchestrator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The orchestrator decides, and speaks to the others only through topics. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.orchestrator");

  @Test
  void speaksToTheOthersOnlyThroughTopics() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc..",
                "io.tributary.connect..",
                "io.tributary.validator..",
                "io.tributary.common.change..");
    rule.check(CLASSES);
  }

  @Test
  void stateMachineIsPure() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("io.tributary.orchestrator.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.sql..",
                "jakarta..",
                "io.smallrye..",
                "org.apache.kafka..",
                "java.net.http..");
    rule.check(CLASSES);
  }
}
