package io.tributary.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the tarballs of all images; see docs/deployment.md. */
public final class ImagesMain {
  private static final String PLUGINS = "deploy/local/connect/target/plugins";
  private static final String OURS = "deploy/artifacts/src/main/image";

  private ImagesMain() {}

  /** Entry point; the arguments are those of {@link ImageOrder}. */
  public static void main(String... arguments) throws Exception {
    ImageOrder order = ImageOrder.parse(arguments);
    remove(order.out());
    Path work = Files.createDirectories(order.out().resolve("work"));
    DriverLibrary driver =
        DriverLibrary.unpacked(order.root().resolve(PLUGINS), work.resolve("sqlite"));
    Path ours = order.root().resolve(OURS);
    ImageRecipes recipes = new ImageRecipes(order.root(), driver, ours);
    if (order.base().isPresent()) {
      for (ImageRecipe recipe : recipes.all(Path.of("/usr/bin"))) {
        write(order, recipe, order.base().get());
      }
    } else {
      JavaRuntime java = JavaRuntime.make(work.resolve("java"));
      MachineRoot machine = MachineRoot.of(java, ours);
      for (ImageRecipe recipe : recipes.all(PostgresClient.directory())) {
        write(order, recipe, machine);
      }
    }
    if (order.strimzi().isPresent()) {
      write(order, recipes.strimzi(), order.strimzi().get());
    }
  }

  private static void write(ImageOrder order, ImageRecipe recipe, String base) throws Exception {
    List<ImageFiles> layers = new ArrayList<>(recipe.layers());
    layers.add(new ImageBill(order).write(recipe, List.of()));
    say(new ImageTarball(order).write(recipe, Optional.of(base), layers));
  }

  private static void write(ImageOrder order, ImageRecipe recipe, MachineRoot machine)
      throws Exception {
    List<ImageFiles> layers = new ArrayList<>(machine.layers(recipe.programs()));
    layers.addAll(recipe.layers());
    layers.add(new ImageBill(order).write(recipe, machine.packages(recipe.programs())));
    ImageRecipe whole = recipe.with(Map.of("PATH", MachineRoot.PATH, "LANG", "C.UTF-8"));
    say(new ImageTarball(order).write(whole, Optional.empty(), layers));
  }

  private static void say(Path tarball) {
    System.out.println(tarball);
  }

  private static void remove(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
