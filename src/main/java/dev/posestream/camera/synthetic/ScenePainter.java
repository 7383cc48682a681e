package dev.posestream.camera.synthetic;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;

/** Paints a scene, always into the same image. For one thread. */
final class ScenePainter {

    private final SyntheticScene scene;
    private final BufferedImage image;
    private final int[] pixels;
    private final int[] background;

    ScenePainter(SyntheticScene scene) {
        this.scene = scene;
        this.image = new BufferedImage(scene.lens().width(), scene.lens().height(), BufferedImage.TYPE_INT_RGB);
        this.pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        BufferedImage room = Background.paint(scene.lens(), BufferedImage.TYPE_INT_RGB);
        this.background = ((DataBufferInt) room.getRaster().getDataBuffer()).getData();
    }

    /** @return the picture at a time; valid until the next call */
    BufferedImage paint(long ptsUs) {
        System.arraycopy(background, 0, pixels, 0, pixels.length);
        List<Figure> figures = scene.figures(ptsUs);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        figures.forEach(figure -> FigurePainter.paintShadow(g, figure));
        figures.forEach(figure -> FigurePainter.paint(g, figure));
        g.dispose();
        return image;
    }
}
