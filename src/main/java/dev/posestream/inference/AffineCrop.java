package dev.posestream.inference;

import dev.posestream.pose.Box;

/**
 * The part of an image that a pose network sees: a box around a person, widened to the network's aspect ratio.
 * Coordinates are COCO's: the middle of the first pixel is at 0.
 *
 * @param left      of the crop, pixels of the image
 * @param top       of the crop, pixels of the image
 * @param pixelSize pixels of the image to one pixel of the crop
 */
record AffineCrop(double left, double top, double pixelSize) {

    /** @param padding factor on the box once it has the crop's aspect ratio */
    static AffineCrop around(Box box, int cropWidth, int cropHeight, double padding) {
        double perWidth = box.width() / cropWidth;
        double perHeight = box.height() / cropHeight;
        // A box without an area still has a place; the crop then shows one pixel of the image at least.
        double pixelSize = Math.max(Math.max(perWidth, perHeight) * padding, 1.0 / Math.max(cropWidth, cropHeight));
        return new AffineCrop(box.centerX() - pixelSize * cropWidth / 2, box.centerY() - pixelSize * cropHeight / 2, pixelSize);
    }

    double imageX(double cropX) {
        return left + cropX * pixelSize;
    }

    double imageY(double cropY) {
        return top + cropY * pixelSize;
    }
}
