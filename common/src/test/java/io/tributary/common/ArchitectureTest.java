package io.tributary.common;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.tributary.common");

  @Test
  void commonKnowsNoContainerNoBrokerAndNoDatabase() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                        "jakarta..",
                        "io.vertx..",
                        "io.smallrye..",
                        "org.apache.kafka..",
                        "java.sql..")
                    // Whatever carries an error must hide what drivers say in it.
                    .and(not(type(SQLException.class))));
    rule.check(CLASSES);
  }

  @Test
  void commonKnowsNoService() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.tributary.mapping..",
                "io.tributary.cdc..",
                "io.tributary.validator..",
                "io.tributary.orchestrator..",
                "io.tributary.local..",
                "io.tributary.connect..");
    rule.check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    ArchRule rule =
        classes()
            .should()
            .haveSimpleNameNotEndingWith("Util")
            .andShould()
            .haveSimpleNameNotEndingWith("Helper")
            .andShould()
            .haveSimpleNameNotEndingWith("Manager")
            .andShould()
            .haveSimpleNameNotEndingWith("Impl")
            .andShould()
            .haveSimpleNameNotEndingWith("Data")
            .andShould()
            .haveSimpleNameNotEndingWith("Info");
    rule.check(CLASSES);
  }
}
