package io.tributary.architecture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.tributary.architecture.SourceTree.SourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Packages of all modules: small, without circles, each with a sentence that says what it is. */
class PackagesTest {
  private static final int MOST_TYPES = 30;

  private static final List<SourceType> TYPES = SourceTree.types();
  private static final Set<String> NAMES =
      TYPES.stream().map(SourceType::qualified).collect(Collectors.toSet());

  /** No tests, which others have on the class path. */
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPackages("io.tributary")
          .that(
              DescribedPredicate.describe(
                  "belong to a module's main sources",
                  type -> NAMES.contains(type.getName().split("\\$", 2)[0])));

  @Test
  void everyModuleIsOnTheClassPath() {
    Set<String> imported = CLASSES.stream().map(JavaClass::getName).collect(Collectors.toSet());
    assertThat(TYPES)
        .as("add the module of these to the dependencies of this one")
        .allMatch(type -> imported.contains(type.qualified()));
  }

  @Test
  void noPackageIsInACircle() {
    SlicesRuleDefinition.slices()
        .matching("io.tributary.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void noPackageHasMoreThanThirtyTypes() {
    Map<String, Long> full =
        new TreeMap<>(TYPES.stream().collect(groupingBy(SourceType::packageName, counting())));
    full.values().removeIf(types -> types <= MOST_TYPES);
    assertThat(full).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    assertThat(TYPES)
        .allMatch(type -> Files.exists(type.file().resolveSibling("package-info.java")));
  }

  @Test
  void packagesAreUnderTheNullnessCheck() throws IOException {
    Set<String> unmarked = new TreeSet<>();
    for (SourceType type : TYPES) {
      Path info = type.file().resolveSibling("package-info.java");
      if (Files.notExists(info) || !Files.readString(info).contains("@NullMarked")) {
        unmarked.add(type.packageName());
      }
    }
    assertThat(unmarked).as("add @NullMarked to the package-info.java of these").isEmpty();
  }
}
