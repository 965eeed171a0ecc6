package org.tacheo.cli;

import java.util.ArrayList;
import java.util.List;
import org.tacheo.models.checkpoint.Checkpoint;
import org.tacheo.models.checkpoint.Network;
import org.tacheo.models.checkpoint.NotFinite;
import org.tacheo.models.checkpoint.WeightAudit;
import org.tacheo.models.checkpoint.WeightReport;
import org.tacheo.models.graph.Graphs;
import org.tacheo.models.graph.Precision;

/**
 * Builds every network of a checkpoint for a trial, to learn how its weights fit, and reads them.
 */
final class CheckpointAudit {
  private CheckpointAudit() {}

  /** What is wrong with one network, and how many tensors are right. */
  record Result(Network network, WeightReport report, List<NotFinite> notFinite) {
    /** A line for each tensor that is missing, wrong, surplus, or has a weight not finite. */
    List<String> problems() {
      List<String> problems = new ArrayList<>(report.problems());
      report
          .surplus()
          .forEach(
              name ->
                  problems.add(
                      network.folder() + ": tensor " + name + " is surplus: no layer asks for it"));
      notFinite.forEach(found -> problems.add(network.folder() + ": " + found));
      return problems;
    }
  }

  /** All networks. Every weight is read. */
  static List<Result> of(Checkpoint checkpoint) {
    return List.of(unet(checkpoint), vae(checkpoint), text(checkpoint));
  }

  private static Result unet(Checkpoint checkpoint) {
    WeightAudit audit = checkpoint.unet().audit();
    requireBuilt(Graphs.unet(checkpoint.unetConfig(), audit, Precision.FP32));
    return new Result(Network.UNET, audit.report(), checkpoint.unet().notFinite());
  }

  private static Result vae(Checkpoint checkpoint) {
    WeightAudit audit = checkpoint.vae().audit();
    requireBuilt(Graphs.encoder(checkpoint.vaeConfig(), audit, Precision.FP32));
    requireBuilt(Graphs.decoder(checkpoint.vaeConfig(), audit, Precision.FP32));
    return new Result(Network.VAE, audit.report(), checkpoint.vae().notFinite());
  }

  private static Result text(Checkpoint checkpoint) {
    WeightAudit audit = checkpoint.text().audit();
    requireBuilt(Graphs.text(checkpoint.textConfig(), audit, Precision.FP32));
    return new Result(Network.TEXT, audit.report(), checkpoint.text().notFinite());
  }

  private static void requireBuilt(byte[] graph) {
    if (graph.length == 0) {
      throw new AssertionError("a network without layers");
    }
  }
}
