package io.tributary.mapping;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import io.tributary.fixture.PackageRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES = PackageRules.of("io.tributary.mapping");

  @Test
  void packagesHaveNoCycles() {
    PackageRules.noCircles().check(CLASSES);
  }

  @Test
  void packagesAreSmall() {
    PackageRules.fewTypes().check(CLASSES);
  }

  @Test
  void mappingKnowsNoContainerNoBrokerNoDatabaseAndOfTheProjectOnlyCommon() {
    ArchRule rule =
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta..",
                "io.vertx..",
                "io.smallrye..",
                "org.apache.kafka..",
                "java.sql..",
                "io.tributary.cdc..",
                "io.tributary.checks..",
                "io.tributary.connect..",
                "io.tributary.files..",
                "io.tributary.local..",
                "io.tributary.orchestrator..",
                "io.tributary.validator..");
    rule.check(CLASSES);
  }
}
