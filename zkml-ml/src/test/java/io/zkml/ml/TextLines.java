package io.zkml.ml;

import io.zkml.ml.graph.FloatTensor;
import io.zkml.ml.graph.TensorShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Pictures of lines of text {@code [1, 3, height, width]}, from -1 to 1, upright or upside down.
 */
final class TextLines {
  private static final String LETTERS = "ABCDEFGHJKLMNPRSTUY";
  private static final int COLUMNS = 5;
  private static final int ROWS = 7;

  /** Five bits for every row, from the top. */
  private static final long[][] GLYPHS = {
    {14, 17, 17, 31, 17, 17, 17},
    {30, 17, 17, 30, 17, 17, 30},
    {14, 17, 16, 16, 16, 17, 14},
    {30, 17, 17, 17, 17, 17, 30},
    {31, 16, 16, 30, 16, 16, 31},
    {31, 16, 16, 30, 16, 16, 16},
    {14, 17, 16, 23, 17, 17, 15},
    {17, 17, 17, 31, 17, 17, 17},
    {7, 2, 2, 2, 2, 18, 12},
    {17, 18, 20, 24, 20, 18, 17},
    {16, 16, 16, 16, 16, 16, 31},
    {17, 27, 21, 21, 17, 17, 17},
    {17, 25, 21, 19, 17, 17, 17},
    {30, 17, 17, 30, 16, 16, 16},
    {30, 17, 17, 30, 20, 18, 17},
    {15, 16, 16, 14, 1, 1, 30},
    {31, 4, 4, 4, 4, 4, 4},
    {17, 17, 17, 17, 17, 17, 14},
    {17, 17, 10, 4, 4, 4, 4},
  };

  private TextLines() {}

  /** Lines with letters, paper and ink at random; every second one is upside down. */
  static List<FloatTensor> lines(int count, int height, int width, long seed) {
    Random random = new Random(seed);
    List<FloatTensor> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lines.add(line(random, height, width, i % 2 == 1));
    }
    return lines;
  }

  private static FloatTensor line(Random random, int height, int width, boolean turned) {
    int dot = height / (ROWS + 2);
    int left = dot + random.nextInt(dot);
    int top = (height - ROWS * dot) / 2;
    int places = (width - left) / (dot * (COLUMNS + 1));
    int[] text = random.ints(places, 0, LETTERS.length()).toArray();
    double paper = 0.5 + 0.5 * random.nextDouble();
    double ink = -1 + 0.6 * random.nextDouble();
    int pixels = height * width;
    double[] data = new double[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      boolean dark = isDark(text, (i % width - left) / dot, Math.floorDiv(i / width - top, dot));
      double noise = 0.04 * random.nextGaussian();
      int at = turned ? pixels - 1 - i : i;
      for (int channel = 0; channel < 3; channel++) {
        data[channel * pixels + at] = (float) Math.clamp((dark ? ink : paper) + noise, -1, 1);
      }
    }
    return FloatTensor.of(TensorShape.of(1, 3, height, width), data);
  }

  private static boolean isDark(int[] text, int column, int row) {
    int place = Math.floorDiv(column, COLUMNS + 1);
    int within = Math.floorMod(column, COLUMNS + 1);
    boolean onText = place >= 0 && place < text.length && row >= 0 && row < ROWS;
    return onText
        && within < COLUMNS
        && (GLYPHS[text[place]][row] >> (COLUMNS - 1 - within) & 1) == 1;
  }
}
