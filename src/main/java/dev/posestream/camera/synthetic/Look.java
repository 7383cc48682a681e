package dev.posestream.camera.synthetic;

import java.awt.Color;
import java.util.SplittableRandom;

/** How a figure is dressed and what colours it has. */
record Look(Color skin, Color hair, Color shirt, Color trousers, Color shoes, boolean shortSleeves, boolean shorts, boolean longHair,
            boolean jacket) {

    private static final int[] SKIN = {0xF0C8A8, 0xD9A47C, 0xB67B52, 0x8A5A3A, 0xE6B48E, 0x6B4630};
    private static final int[] HAIR = {0x2B211C, 0x5A3B22, 0x8C6239, 0x1C1A1E, 0xB98A45, 0x7A7672};
    private static final int[] DARK_HAIR = {0x1C1A1E, 0x2B211C, 0x17151A, 0x77757A};
    private static final int[] SHIRT = {0xC8553D, 0x3E7CB1, 0xE4B363, 0x4F8A6B, 0xE8E4DA, 0x8E5572, 0x2F4858, 0xD98C9A};
    private static final int[] TROUSERS = {0x2E3A4F, 0x4A4A4F, 0x7A6A55, 0x26292E, 0x4B6584, 0x5B4A3F};
    private static final int[] SHOES = {0x2A2422, 0xE9E6E1, 0x6E4A32, 0x3B4252};

    /** Neighbours in number never wear the same shirt. */
    static Look of(SplittableRandom random, long figure) {
        int skin = SKIN[random.nextInt(SKIN.length)];
        // Hair that stands out from the skin.
        int[] hair = (skin >> 16) < 0xC0 ? DARK_HAIR : HAIR;
        return new Look(new Color(skin), new Color(hair[random.nextInt(hair.length)]),
                new Color(SHIRT[(int) (figure * 3 % SHIRT.length)]), new Color(TROUSERS[random.nextInt(TROUSERS.length)]),
                new Color(SHOES[random.nextInt(SHOES.length)]), random.nextInt(2) == 0, random.nextInt(7) == 0,
                random.nextInt(5) < 2, random.nextInt(3) == 0);
    }

    /** Light under dark shoes and the other way round. */
    Color soles() {
        return shoes.getRed() < 0x90 ? new Color(0xC9C2B8) : new Color(0x6B6560);
    }
}
