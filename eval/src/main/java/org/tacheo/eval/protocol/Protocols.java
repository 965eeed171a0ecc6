package org.tacheo.eval.protocol;

import java.util.List;
import org.tacheo.core.SpecException;

/** Every protocol. */
public final class Protocols {
  private Protocols() {}

  /** Every protocol, those of depth first. */
  public static List<Protocol> all() {
    return List.of(
        DepthProtocol.MARIGOLD,
        DepthProtocol.EIGEN,
        DepthProtocol.MIDAS,
        DepthProtocol.KITTI_DEVKIT,
        MogeProtocol.MOGE,
        BoundaryProtocol.BOUNDARIES,
        NormalsProtocol.DSINE,
        NormalsProtocol.MARIGOLD);
  }

  /**
   * The protocol with this id.
   *
   * @throws SpecException if there is none
   */
  public static Protocol of(String id) {
    return all().stream()
        .filter(protocol -> protocol.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown protocol \""
                        + id
                        + "\"; known: "
                        + String.join(", ", all().stream().map(Protocol::id).toList())));
  }
}
