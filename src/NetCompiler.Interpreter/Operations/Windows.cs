using System.Numerics;

namespace NetCompiler.Interpreter;

/// <summary>Operations on maps <c>[batch, channels, height, width]</c> that look through a window.</summary>
public static class Windows
{
    /// <summary>The operations with a window.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="x">The maps.</param>
    extension<T>(Variable<T> x) where T : unmanaged, IFloatingPointIeee754<T>
    {
        /// <summary>The sum of each window, with a weight for every element of it and every pair of channels.</summary>
        /// <param name="weight">The weights, <c>[window, channels / groups, output channels]</c>.</param>
        /// <param name="window">The window.</param>
        /// <param name="groups">Groups of channels: outputs of a group see the inputs of that group.</param>
        /// <param name="height">Rows of windows.</param>
        /// <param name="width">Columns of windows.</param>
        /// <returns>The sums, <c>[batch, output channels, height, width]</c>.</returns>
        public Variable<T> Convolve(Variable<T> weight, WindowShape window, int groups, int height, int width)
        {
            (int batch, int inputs, int rows, int columns) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3]);
            int outputs = weight.Shape[2], perGroup = inputs / groups, area = rows * columns, positions = height * width;
            var y = new T[batch * outputs * positions];
            Visit((from, tap, to) => y[to] += x.Values[from] * weight.Values[tap]);
            return x.Tape.Record([batch, outputs, height, width], y, gradient =>
            {
                T[] dy = gradient.ToArray();
                if (x.NeedsGradient)
                    Visit((from, tap, to) => x.Gradient[from] += dy[to] * weight.Values[tap]);
                if (weight.NeedsGradient)
                    Visit((from, tap, to) => weight.Gradient[tap] += dy[to] * x.Values[from]);
            }, x, weight);

            // Every product in the sums: the index of the input, of the weight and of the output.
            void Visit(Action<int, int, int> product)
            {
                for (int position = 0; position < positions; position++)
                {
                    foreach ((int tap, int index) in window.Inside(position / width, position % width, rows, columns))
                    {
                        for (int b = 0; b < batch; b++)
                        {
                            for (int n = 0; n < outputs; n++)
                            {
                                int first = n / (outputs / groups) * perGroup;
                                for (int c = 0; c < perGroup; c++)
                                    product((((b * inputs) + first + c) * area) + index, (((tap * perGroup) + c) * outputs) + n, (((b * outputs) + n) * positions) + position);
                            }
                        }
                    }
                }
            }
        }

        /// <summary>The greatest element of each window; of equal ones the first gets the gradient.</summary>
        /// <param name="window">The window.</param>
        /// <param name="height">Rows of windows.</param>
        /// <param name="width">Columns of windows.</param>
        /// <returns>The maxima, <c>[batch, channels, height, width]</c>.</returns>
        public Variable<T> MaxPool(WindowShape window, int height, int width)
        {
            (int maps, int rows, int columns) = (x.Shape[0] * x.Shape[1], x.Shape[2], x.Shape[3]);
            var winners = new int[maps * height * width];
            for (int i = 0; i < winners.Length; i++)
            {
                int position = i % (height * width), map = i / (height * width) * rows * columns;
                winners[i] = -1;
                foreach ((_, int index) in window.Inside(position / width, position % width, rows, columns))
                {
                    if (winners[i] < 0 || x.Values[map + index] > x.Values[winners[i]] || T.IsNaN(x.Values[map + index]))
                        winners[i] = map + index;
                }
            }

            T[] y = [.. winners.Select(winner => x.Values[winner])];
            return x.Tape.Record([x.Shape[0], x.Shape[1], height, width], y, gradient =>
            {
                for (int i = 0; i < winners.Length; i++)
                    x.Gradient[winners[i]] += gradient[i];
            }, x);
        }

        /// <summary>The mean of each window.</summary>
        /// <param name="window">The window.</param>
        /// <param name="countsOutside">Whether elements outside of the map count as zeros; otherwise they do not count.</param>
        /// <param name="height">Rows of windows.</param>
        /// <param name="width">Columns of windows.</param>
        /// <returns>The means, <c>[batch, channels, height, width]</c>.</returns>
        public Variable<T> AveragePool(WindowShape window, bool countsOutside, int height, int width)
        {
            (int maps, int rows, int columns) = (x.Shape[0] * x.Shape[1], x.Shape[2], x.Shape[3]);
            var y = new T[maps * height * width];
            Visit((from, to, share) => y[to] += x.Values[from] * share);
            return x.Tape.Record([x.Shape[0], x.Shape[1], height, width], y, gradient =>
            {
                T[] dy = gradient.ToArray();
                Visit((from, to, share) => x.Gradient[from] += dy[to] * share);
            }, x);

            void Visit(Action<int, int, T> term)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    int position = i % (height * width), map = i / (height * width) * rows * columns;
                    (int Tap, int Index)[] inside = [.. window.Inside(position / width, position % width, rows, columns)];
                    T share = T.One / T.CreateChecked(countsOutside ? window.Height * window.Width : inside.Length);
                    foreach ((_, int index) in inside)
                        term(map + index, i, share);
                }
            }
        }

        /// <summary>Every element, several times in each direction.</summary>
        /// <param name="vertically">How often downwards.</param>
        /// <param name="horizontally">How often to the right.</param>
        /// <returns>The elements, <c>[batch, channels, vertically · height, horizontally · width]</c>.</returns>
        public Variable<T> Repeat(int vertically, int horizontally)
        {
            int columns = x.Shape[3], width = columns * horizontally;
            int[] shape = [x.Shape[0], x.Shape[1], x.Shape[2] * vertically, width];
            // Rows of all maps are numbered on, so that a row comes from the row of its number divided.
            int[] sources = [.. Enumerable.Range(0, Shapes.Length(shape)).Select(i => (i / width / vertically * columns) + (i % width / horizontally))];
            return x.Tape.Record(shape, [.. sources.Select(source => x.Values[source])], gradient =>
            {
                for (int i = 0; i < sources.Length; i++)
                    x.Gradient[sources[i]] += gradient[i];
            }, x);
        }

        /// <summary>Maps enlarged by linear interpolation in each direction: element i lies at (i + ½) / times - ½, or at the border beyond it.</summary>
        /// <param name="vertically">How many times as high the result is.</param>
        /// <param name="horizontally">How many times as wide it is.</param>
        /// <returns>The enlarged maps, <c>[batch, channels, vertically · height, horizontally · width]</c>.</returns>
        public Variable<T> Interpolate(int vertically, int horizontally)
        {
            (int rows, int columns) = (x.Shape[2], x.Shape[3]);
            int[] shape = [x.Shape[0], x.Shape[1], rows * vertically, columns * horizontally];
            var y = new T[Shapes.Length(shape)];
            Visit((from, to, weight) => y[to] += x.Values[from] * weight);
            return x.Tape.Record(shape, y, gradient =>
            {
                T[] dy = gradient.ToArray();
                Visit((from, to, weight) => x.Gradient[from] += dy[to] * weight);
            }, x);

            // Every element of the map with its weight in every element of the enlarged one, which is 1 at its place and 0 from the next on.
            void Visit(Action<int, int, T> term)
            {
                for (int to = 0; to < y.Length; to++)
                {
                    int column = to % shape[3], row = to / shape[3] % shape[2], map = to / (shape[2] * shape[3]) * rows * columns;
                    double across = Place(column, horizontally, columns), down = Place(row, vertically, rows);
                    for (int from = 0; from < rows * columns; from++)
                    {
                        double weight = Math.Max(1.0 - Math.Abs(down - (from / columns)), 0.0) * Math.Max(1.0 - Math.Abs(across - (from % columns)), 0.0);
                        if (weight > 0.0)
                            term(map + from, to, T.CreateChecked(weight));
                    }
                }
            }

            static double Place(int index, int times, int size) => Math.Clamp(((index + 0.5) / times) - 0.5, 0.0, size - 1.0);
        }
    }
}
