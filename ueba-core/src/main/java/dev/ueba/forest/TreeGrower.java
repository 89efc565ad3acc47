package dev.ueba.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Grows trees one after the other, each from its own seed: draws columns and rows, then splits at random until rows are
 * alone, alike or deep enough.
 *
 * <p>Keeps scratch memory from tree to tree. Not thread-safe; a forest has one per task.
 *
 * @see <a href="https://doi.org/10.1109/ICDM.2008.17">Liu, Ting, Zhou: Isolation Forest (2008)</a>
 */
final class TreeGrower {

    /*
     * scikit-learn grows these trees as regression trees with random splits on random targets. The targets mean nothing, but
     * the rule that a node with equal targets (impurity up to EPSILON) is not split fires now and then, so their sums are
     * kept in the very order in which scikit-learn adds them.
     *
     * rows[lo..hi) are the sampled rows of a node, with their targets and weights beside them; a split reorders them in
     * place, left ones first. A node waits on a stack until its turn comes, which is when it gets its number: the right child
     * is pushed before the left, so numbers run depth first, left before right.
     *
     * Values are read from the input when a column is looked at, not gathered beforehand: a row meets each column at most
     * once as a constant, and otherwise one column per level.
     */
    private static final double EPSILON = 0x1p-52;
    private static final int MAX_DRAWN_SEED = Integer.MAX_VALUE; // exclusive

    private final InputColumns input;
    private final double[] targets;
    private final boolean bootstrap;
    private final float constantTolerance;
    private final int mostDepth;
    private int depthLimit;
    private final @Nullable NoveltyGuards guards;

    private final MersenneTwister twister = new MersenneTwister();
    private final RowSampling sampling = new RowSampling();
    private final ColumnDraw columnDraw;
    private final int[] drawnColumns;
    private final int[] drawnRows;

    private final int[] rows;
    private final double[] target;
    private final double[] weight;
    private final float[] values;

    private final int[] stackLow;
    private final int[] stackHigh;
    private final int[] stackDepth;
    private final int[] stackParent;
    private final int[] stackConstants;
    private final double[] stackImpurity;

    private final int[] nodeFeature;
    private final double[] nodeThreshold;
    private final int[] nodeRight;
    private final int[] nodeRowCount;
    private final double[] nodeImpurity;
    private int nodeCount;

    private TreeRandom random = new TreeRandom(0);
    private int treeSeed;
    private double totalWeight;

    // What a search for a split found.
    private int cut;
    private int cutColumn;
    private double cutThreshold;

    // The sums over the node at hand, then what a cut makes of them.
    private double nodeSum;
    private double nodeSquares;
    private double nodeWeight;
    private double leftImpurity;
    private double rightImpurity;

    /**
     * Creates a grower of trees over some input.
     *
     * @param input checked
     * @param targets one per row of the input
     * @param sampleSize rows per tree
     * @param featuresPerTree columns per tree
     * @param options for bootstrap, tolerance and novelty guard
     */
    TreeGrower(
            InputColumns input, double[] targets, int sampleSize, int featuresPerTree, IsolationForestOptions options) {
        this.input = input;
        this.targets = targets;
        this.bootstrap = options.bootstrap();
        this.constantTolerance = options.constantTolerance();
        this.mostDepth = IsolationForestOptions.depthLimit(sampleSize);
        this.guards = options.noveltyGuard() ? new NoveltyGuards(sampleSize, featuresPerTree, mostDepth - 1) : null;
        this.drawnColumns = new int[featuresPerTree];
        this.drawnRows = new int[sampleSize];
        this.columnDraw = new ColumnDraw(featuresPerTree);
        this.rows = new int[sampleSize];
        this.target = new double[sampleSize];
        this.weight = new double[sampleSize];
        this.values = new float[sampleSize];
        int waiting = mostDepth + 2;
        this.stackLow = new int[waiting];
        this.stackHigh = new int[waiting];
        this.stackDepth = new int[waiting];
        this.stackParent = new int[waiting];
        this.stackConstants = new int[waiting];
        this.stackImpurity = new double[waiting];
        int mostNodes = 2 * sampleSize - 1;
        this.nodeFeature = new int[mostNodes];
        this.nodeThreshold = new double[mostNodes];
        this.nodeRight = new int[mostNodes];
        this.nodeRowCount = new int[mostNodes];
        this.nodeImpurity = new double[mostNodes];
    }

    /** Draws the columns and rows of the tree of a seed in [0, 2^31 - 2]. */
    void draw(int seed) {
        twister.seed(seed);
        treeSeed = twister.nextBelow(MAX_DRAWN_SEED);
        twister.seed(seed);
        sampling.drawDistinct(twister, input.featureCount(), drawnColumns);
        if (bootstrap) {
            sampling.drawWithReplacement(twister, input.rowCount(), drawnRows);
        } else {
            sampling.drawDistinct(twister, input.rowCount(), drawnRows);
        }
    }

    /** Returns the tree of a seed in [0, 2^31 - 2]. */
    SingleTree grow(int seed) {
        draw(seed);
        twister.seed(treeSeed);
        random = new TreeRandom(twister.nextBelow(MAX_DRAWN_SEED));
        int distinctRows = takeSample();
        columnDraw.reset();
        nodeCount = 0;
        depthLimit = mostDepth;
        if (guards != null) {
            depthLimit -= guards.draw(input, drawnColumns, rows, distinctRows, constantTolerance, treeSeed);
        }
        growFrom(distinctRows);
        boolean allColumns = drawnColumns.length == input.featureCount();
        SingleTree tree = new SingleTree(
                Arrays.copyOf(nodeFeature, nodeCount),
                Arrays.copyOf(nodeThreshold, nodeCount),
                Arrays.copyOf(nodeRight, nodeCount),
                Arrays.copyOf(nodeRowCount, nodeCount),
                allColumns ? new int[0] : drawnColumns.clone());
        return guards == null ? tree : guards.above(tree, distinctRows);
    }

    /** Returns the columns of the last tree in the order drawn; a copy. */
    int[] drawnColumns() {
        return drawnColumns.clone();
    }

    /** Returns the rows of the last tree in the order drawn; a copy. */
    int[] drawnRows() {
        return drawnRows.clone();
    }

    /** Returns the impurity of each node of the last tree; a copy. */
    double[] impurities() {
        return Arrays.copyOf(nodeImpurity, nodeCount);
    }

    /** Returns the seed handed to the last tree. */
    int treeSeed() {
        return treeSeed;
    }

    /** Puts the drawn rows in ascending order; a row drawn several times is there once, with that weight. */
    private int takeSample() {
        System.arraycopy(drawnRows, 0, rows, 0, rows.length);
        Arrays.sort(rows);
        int distinct = 0;
        for (int i = 0; i < rows.length; i++) {
            if (distinct > 0 && rows[distinct - 1] == rows[i]) {
                weight[distinct - 1] += 1.0;
            } else {
                rows[distinct] = rows[i];
                target[distinct] = targets[rows[i]];
                weight[distinct] = 1.0;
                distinct++;
            }
        }
        totalWeight = rows.length;
        return distinct;
    }

    private void growFrom(int rowCount) {
        int waiting = 0;
        stackLow[0] = 0;
        stackHigh[0] = rowCount;
        stackDepth[0] = 0;
        stackParent[0] = -1;
        stackConstants[0] = 0;
        waiting++;
        while (waiting > 0) {
            waiting--;
            int low = stackLow[waiting];
            int high = stackHigh[waiting];
            int depth = stackDepth[waiting];
            int parent = stackParent[waiting];
            int constants = stackConstants[waiting];
            addUp(low, high);
            double impurity;
            if (nodeCount == 0) {
                double mean = nodeSum / nodeWeight;
                impurity = nodeSquares / nodeWeight - mean * mean;
            } else {
                impurity = stackImpurity[waiting];
            }

            boolean isLeaf = depth >= depthLimit || high - low < 2 || impurity <= EPSILON;
            if (!isLeaf) {
                constants = searchCut(low, high, constants);
                isLeaf = cut < 0 || gainOfCut(low, high, impurity) + EPSILON < 0.0;
            }

            int node = nodeCount++;
            if (parent >= 0) {
                nodeRight[parent] = node;
            }
            nodeRowCount[node] = high - low;
            nodeImpurity[node] = impurity;
            if (isLeaf) {
                nodeFeature[node] = SingleTree.LEAF;
                nodeThreshold[node] = 0.0;
                nodeRight[node] = 0;
            } else {
                nodeFeature[node] = cutColumn;
                nodeThreshold[node] = cutThreshold;
                push(waiting++, cut, high, depth + 1, node, constants, rightImpurity);
                // A left child comes right after its parent, which therefore needs no telling.
                push(waiting++, low, cut, depth + 1, -1, constants, leftImpurity);
            }
        }
    }

    private void push(int place, int low, int high, int depth, int parent, int constants, double impurity) {
        stackLow[place] = low;
        stackHigh[place] = high;
        stackDepth[place] = depth;
        stackParent[place] = parent;
        stackConstants[place] = constants;
        stackImpurity[place] = impurity;
    }

    /** Draws columns until one is not constant, and cuts it at random; returns how many columns are known constant now. */
    private int searchCut(int low, int high, int knownConstants) {
        cut = -1;
        columnDraw.begin(knownConstants);
        while (columnDraw.mayTryAnother()) {
            int place = columnDraw.next(random);
            if (place < 0) {
                continue;
            }
            int column = columnDraw.column(place);
            input.gather(drawnColumns[column], rows, low, high, values);
            float min = values[low];
            float max = min;
            for (int i = low + 1; i < high; i++) {
                float value = values[i];
                if (value < min) {
                    min = value;
                } else if (value > max) {
                    max = value;
                }
            }
            if (max <= min + constantTolerance) { // in single precision
                columnDraw.foundConstant(place);
                continue;
            }
            columnDraw.foundUsable(place);
            double threshold = random.nextBetween(min, max);
            if (threshold == max) {
                threshold = min;
            }
            int middle = partition(low, high, threshold);
            if (middle != low && middle != high) {
                cut = middle;
                cutColumn = column;
                cutThreshold = threshold;
            }
        }
        return columnDraw.end();
    }

    /** Moves rows up to the threshold to the front, others to the back in the order they are met. */
    private int partition(int low, int high, double threshold) {
        int from = low;
        int to = high;
        while (from < to) {
            float value = values[from];
            if (value <= threshold) {
                from++;
            } else {
                to--;
                values[from] = values[to];
                values[to] = value;
                int row = rows[from];
                rows[from] = rows[to];
                rows[to] = row;
                double rowTarget = target[from];
                target[from] = target[to];
                target[to] = rowTarget;
                double rowWeight = weight[from];
                weight[from] = weight[to];
                weight[to] = rowWeight;
            }
        }
        return to;
    }

    private void addUp(int low, int high) {
        double sum = 0.0;
        double squares = 0.0;
        double weights = 0.0;
        for (int i = low; i < high; i++) {
            double weighted = weight[i] * target[i];
            sum += weighted;
            squares += weighted * target[i];
            weights += weight[i];
        }
        nodeSum = sum;
        nodeSquares = squares;
        nodeWeight = weights;
    }

    /** Works out the impurities of both sides of the cut and returns what the cut gains. */
    private double gainOfCut(int low, int high, double impurity) {
        double leftSum;
        double leftWeight;
        // The shorter side is added up, the longer one follows from the whole.
        if (cut - low <= high - cut) {
            leftSum = 0.0;
            leftWeight = 0.0;
            for (int i = low; i < cut; i++) {
                leftSum += weight[i] * target[i];
                leftWeight += weight[i];
            }
        } else {
            leftSum = nodeSum;
            leftWeight = nodeWeight;
            for (int i = high - 1; i >= cut; i--) {
                leftSum -= weight[i] * target[i];
                leftWeight -= weight[i];
            }
        }
        double leftSquares = 0.0;
        for (int i = low; i < cut; i++) {
            leftSquares += weight[i] * target[i] * target[i];
        }
        double rightWeight = nodeWeight - leftWeight;
        double rightSum = nodeSum - leftSum;
        double rightSquares = nodeSquares - leftSquares;
        double leftMean = leftSum / leftWeight;
        double rightMean = rightSum / rightWeight;
        leftImpurity = leftSquares / leftWeight - leftMean * leftMean;
        rightImpurity = rightSquares / rightWeight - rightMean * rightMean;
        return nodeWeight
                / totalWeight
                * (impurity - rightWeight / nodeWeight * rightImpurity - leftWeight / nodeWeight * leftImpurity);
    }
}
