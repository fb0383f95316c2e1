package io.tributary.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.tributary.common.change.Row;
import org.junit.jupiter.api.Test;

/** The validator judges the mover, so it shares no code with it beyond the contracts in common. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.validator");

  /** The declared mapping is a contract, and its rows are what it takes. */
  private static final DescribedPredicate<JavaClass> CHANGES =
      JavaClass.Predicates.resideInAPackage("io.tributary.common.change..")
          .and(DescribedPredicate.not(JavaClass.Predicates.type(Row.class)));

  @Test
  void sharesNoCodeWithTheMover() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.cdc..", "io.tributary.connect..", "io.tributary.orchestrator..");
    rule.check(CLASSES);
    noClasses().should().dependOnClassesThat(CHANGES).check(CLASSES);
  }
}
