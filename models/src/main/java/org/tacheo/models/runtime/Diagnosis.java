package org.tacheo.models.runtime;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tacheo.core.TacheoException;

/**
 * What there is of what networks run on.
 *
 * @param onnxRuntime its version, or why it cannot be loaded
 * @param loads whether it can be loaded
 * @param providers kinds of devices that it was built for, whether or not they are here
 * @param instructionSet of the processor
 * @param driverLoaded whether NVIDIA's driver is loaded
 * @param driver its version, where it says so
 * @param cards models of NVIDIA's cards
 * @param libraries what CUDA needs
 */
public record Diagnosis(
    String onnxRuntime,
    boolean loads,
    List<String> providers,
    String instructionSet,
    boolean driverLoaded,
    Optional<String> driver,
    List<String> cards,
    List<CudaLibrary> libraries) {
  /** Copies the lists. */
  public Diagnosis {
    providers = List.copyOf(providers);
    cards = List.copyOf(cards);
    libraries = List.copyOf(libraries);
  }

  /** Looks at this machine. */
  public static Diagnosis ofThisMachine() {
    Path root = Path.of("/");
    Nvidia nvidia = new Nvidia(root);
    String searched = Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse("");
    String version;
    List<String> providers = List.of();
    boolean loads = true;
    try {
      version = Engine.environment().getVersion();
      providers = OrtEnvironment.getAvailableProviders().stream().map(Enum::name).toList();
    } catch (TacheoException unloadable) {
      version = String.valueOf(unloadable.getMessage());
      loads = false;
    }
    return new Diagnosis(
        version,
        loads,
        providers,
        InstructionSet.describe(root.resolve("proc/cpuinfo")),
        nvidia.isPresent(),
        nvidia.driver(),
        nvidia.cards(),
        new LibrarySearch(root, searched).all());
  }
}
