package io.tributary.validator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tributary.common.change.RowImage;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The validator judges the mover, so it shares no code with it beyond contracts and mapping. */
class ArchitectureTest {
  private static final int MOST_TYPES = 30;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.validator");

  /** The declared mapping is a contract, and its rows are what it takes. */
  private static final DescribedPredicate<JavaClass> CHANGES =
      JavaClass.Predicates.resideInAPackage("io.tributary.common.change..")
          .and(DescribedPredicate.not(JavaClass.Predicates.type(RowImage.class)));

  @Test
  void sharesNoCodeWithTheMover() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.cdc..",
            "io.tributary.connect..",
            "io.tributary.files..",
            "io.tributary.orchestrator..")
        .check(CLASSES);
    noClasses().should().dependOnClassesThat(CHANGES).check(CLASSES);
  }

  @Test
  void packagesHaveNoCircles() {
    slices().matching("io.tributary.validator.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesAreSmall() {
    Map<String, Long> types =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(types).hasSizeGreaterThan(10);
    assertThat(types.values()).allMatch(count -> count <= MOST_TYPES);
  }

  @Test
  void kindsOfSourcesDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.tributary.validator.source.chroma..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.validator.source.sqlite", "io.tributary.validator.source.postgresql..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.tributary.validator.source.sqlite..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tributary.validator.source.chroma..", "io.tributary.validator.source.postgresql..")
        .check(CLASSES);
  }
}
