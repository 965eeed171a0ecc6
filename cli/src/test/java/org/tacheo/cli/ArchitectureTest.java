package org.tacheo.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.tacheo.core.Estimator;
import org.tacheo.core.GroundTruth;
import org.tacheo.core.Oracle;
import org.tacheo.core.StageClock;
import org.tacheo.core.View;
import org.tacheo.datasets.Datasets;
import org.tacheo.eval.run.Evaluation;
import org.tacheo.models.baseline.Baseline;
import org.tacheo.reports.leaderboard.Leaderboard;

/** The rules of docs/architecture.md. */
@AnalyzeClasses(packages = "org.tacheo", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule arrowsGoOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("core")
          .definedBy("org.tacheo.core..")
          .layer("datasets")
          .definedBy("org.tacheo.datasets..")
          .layer("models")
          .definedBy("org.tacheo.models..")
          .layer("eval")
          .definedBy("org.tacheo.eval..")
          .layer("reports")
          .definedBy("org.tacheo.reports..")
          .layer("cli")
          .definedBy("org.tacheo.cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("reports")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("datasets")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("models")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("eval")
          .mayOnlyBeAccessedByLayers("reports", "cli");

  @ArchTest
  static final ArchRule coreKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("org.tacheo.core..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.tacheo..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage("org.tacheo.core..")));

  @ArchTest
  static final ArchRule coreDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("org.tacheo.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.io..", "java.nio..", "java.net..");

  @ArchTest
  static final ArchRule reportsReadResultsOnly =
      noClasses()
          .that()
          .resideInAPackage("org.tacheo.reports..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.tacheo.eval..")
                  .and(JavaClass.Predicates.resideOutsideOfPackage("org.tacheo.eval.result..")));

  @ArchTest
  static final ArchRule tablesawStaysInReports =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tacheo.reports..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tech.tablesaw..");

  @ArchTest
  static final ArchRule onnxRuntimeStaysInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tacheo.models.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.onnxruntime..");

  @ArchTest
  static final ArchRule onlyTheCommandPrintsOrExits =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tacheo.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule onlyMainExits =
      noClasses()
          .that()
          .doNotHaveSimpleName("Main")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule nothingReachesTheNetwork =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..");

  @ArchTest
  static final ArchRule onlyAnEvaluationShowsGroundTruthToAnOracle =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.tacheo.eval.run..")
          .should()
          .callMethod(Oracle.class, "predict", View.class, GroundTruth.class, StageClock.class);

  @ArchTest
  static final ArchRule noPackageCycles =
      slices().matching("org.tacheo.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noPackagesWithoutAPurpose =
      classes()
          .should()
          .resideOutsideOfPackages(
              "..util..", "..utils..", "..common..", "..helper..", "..helpers..", "..manager..");

  @ArchTest
  static final ArchRule noMutableStatics =
      fields().that().areStatic().and().areNotFinal().should().beFinal().allowEmptyShould(true);

  @ArchTest
  static void seesEveryModule(JavaClasses imported) {
    for (Class<?> type :
        List.of(
            Estimator.class, Datasets.class, Baseline.class, Evaluation.class, Leaderboard.class)) {
      assertThat(imported.contain(type)).as(type.getName()).isTrue();
    }
    assertThat(
            imported.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count())
        .isGreaterThan(50);
  }
}
